"""A configuration tree

The settings of an experiment are a tree: a dict whose values are dicts, lists or leaves, and so on inside these. Leaves are
numbers, texts, `True`, `False` and `None`. Keys are texts of letters. Write three functions for such trees:

- `flatten(config, sep=".")` returns a dict with one entry for each leaf: from its path to its value. A path holds the keys
  and, counted from 0, the positions in lists that lead to the leaf, joined by `sep`. An empty dict or list inside the tree
  is kept as a leaf; an empty tree has no leaves.
- `merge(base, override)` returns a new tree that holds what is in either of them. Where both have a dict under a key, these
  are merged; of anything else that both have, what `override` has counts, whatever it is. Lists are not merged. What stays as it is
  need not be copied.
- `find(config, key)` returns the set of the paths, joined by ".", of everything that stands under `key` in some dict of the
  tree, however deep, also inside something that was found.

All three are recursive: they call themselves, or a function that does. They leave their arguments as they are, and
remember nothing of earlier calls. Trees are at most 50 deep.

```python
run = {"seed": 1, "model": {"layers": [{"units": 64}, {"units": 32}], "tags": []}}
flatten(run)          # {"seed": 1, "model.layers.0.units": 64, "model.layers.1.units": 32, "model.tags": []}
merge(run, {"seed": None, "model": {"tags": ["wide"]}})
                      # {"seed": None, "model": {"layers": [{"units": 64}, {"units": 32}], "tags": ["wide"]}}
find(run, "units")    # {"model.layers.0.units", "model.layers.1.units"}
```
"""

from mlestone.proving import answer, check, expect, helper, hints, mistake

hints(
    "What does a branch of the tree have in common with the whole tree?",
    "A call for a branch returns paths that begin at this branch. What has to be put in front of each, and who knows it?",
    "Go through the children one by one: one that has children of its own is handed to the function itself, and what comes "
    "back is taken in; any other is dealt with at once.",
)


@helper
def _children(tree):
    """Name and value of all that stands directly in a dict or list."""
    return tree.items() if isinstance(tree, dict) else enumerate(tree)


@answer
def flatten(config: dict, sep: str = ".") -> dict:
    """Return a dict from the path of each leaf of `config` to its value."""
    flat = {}
    for name, value in _children(config):
        if isinstance(value, dict | list) and value:
            for path, leaf in flatten(value, sep).items():
                flat[f"{name}{sep}{path}"] = leaf
        else:
            flat[f"{name}"] = value
    return flat


@answer
def merge(base: dict, override: dict) -> dict:
    """Return a new tree with what is in `base` and `override`; where they disagree, `override` counts."""
    merged = dict(base)
    for key, value in override.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            merged[key] = merge(base[key], value)
        else:
            merged[key] = value
    return merged


@answer
def find(config: dict, key: str) -> set[str]:
    """Return the paths of everything that stands under `key`, anywhere in `config`."""
    found = set()
    for name, value in _children(config):
        if name == key:
            found.add(key)
        if isinstance(value, dict | list):
            found |= {f"{name}.{path}" for path in find(value, key)}
    return found


@mistake(
    flatten,
    "It asks a leaf for its children. Which values have none, and what is to be done with these?",
)
def has_no_base_case(config, sep="."):
    flat = {}
    for name, value in config.items():
        for path, leaf in has_no_base_case(value, sep).items():
            flat[f"{name}{sep}{path}"] = leaf
    return flat


@mistake(
    flatten,
    "A text can be gone through like a list, and each of its characters is a text again: that never ends. What makes a value "
    "a branch here?",
)
def takes_texts_apart(config, sep="."):
    flat = {}
    children = config.items() if hasattr(config, "items") else enumerate(config)
    for key, inner in children:
        if hasattr(inner, "__iter__") and inner:
            below = takes_texts_apart(inner, sep)
            flat.update({f"{key}{sep}{path}": leaf for path, leaf in below.items()})
        else:
            flat[str(key)] = inner
    return flat


@mistake(flatten, "Lists are taken for leaves, whatever is in them. A position in a list is a step of a path, too.")
def leaves_lists_whole(config, sep="."):
    flat = {}
    for name, value in config.items():
        if isinstance(value, dict) and value:
            for path, leaf in leaves_lists_whole(value, sep).items():
                flat[f"{name}{sep}{path}"] = leaf
        else:
            flat[name] = value
    return flat


@mistake(
    flatten,
    "Empty dicts and lists are gone: the call for such a branch has nothing to return, so nothing of it is taken in.",
)
def drops_empty_branches(config, sep="."):
    flat = flatten(config, sep)
    return {path: leaf for path, leaf in flat.items() if leaf not in ({}, [])}


@mistake(
    flatten,
    "The entries of a branch come under their own names, without the way to them, and those of the same name overwrite each "
    "other. What does the caller know that the call for the branch does not?",
)
def forgets_the_way(config, sep="."):
    flat = {}
    for name, value in _children(config):
        if isinstance(value, dict | list) and value:
            flat.update(forgets_the_way(value, sep))
        else:
            flat[f"{name}"] = value
    return flat


@mistake(
    flatten,
    "The separator is the caller's at the top and a dot further down: the inner calls are not told of it, and take the "
    "default.",
)
def keeps_the_separator_to_itself(config, sep="."):
    flat = {}
    for name, value in _children(config):
        if isinstance(value, dict | list) and value:
            for path, leaf in flatten(value).items():
                flat[f"{name}{sep}{path}"] = leaf
        else:
            flat[f"{name}"] = value
    return flat


@mistake(
    flatten,
    "Leaves of an earlier call turn up again: all calls write into one dict. When is a default value made, and how often?",
)
def gathers_in_one_dict(config, sep=".", way="", flat={}):
    for name, value in _children(config):
        if isinstance(value, dict | list) and value:
            gathers_in_one_dict(value, sep, f"{way}{name}{sep}", flat)
        else:
            flat[f"{way}{name}"] = value
    return flat


@mistake(
    merge,
    "An empty dict in `override` replaces a full one of `base`. Both are dicts, so they are merged, and the empty one has "
    "nothing to disagree with.",
)
def lets_an_empty_dict_win(base, override):
    merged = dict(base)
    for key, value in override.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict) and value:
            merged[key] = lets_an_empty_dict_win(base[key], value)
        else:
            merged[key] = value
    return merged


@mistake(
    merge,
    "A list of `override` is put together with the one of `base`, end to end. Of two lists, that of `override` counts.",
)
def joins_lists(base, override):
    merged = dict(base)
    for key, value in override.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            merged[key] = joins_lists(base[key], value)
        elif isinstance(value, list) and isinstance(base.get(key), list):
            merged[key] = base[key] + value
        else:
            merged[key] = value
    return merged


@mistake(
    merge,
    "Two lists are gone through side by side, and the dicts at the same position merged. Lists are not merged: whole or not at "
    "all.",
)
def merges_lists_by_position(base, override):
    merged = dict(base)
    for key, value in override.items():
        old = base.get(key)
        if isinstance(value, dict) and isinstance(old, dict):
            merged[key] = merges_lists_by_position(old, value)
        elif isinstance(value, list) and isinstance(old, list):
            pairs = list(zip(old, value))
            both = [all(isinstance(one, dict) for one in pair) for pair in pairs]
            new = [merges_lists_by_position(*pair) if dicts else pair[1] for pair, dicts in zip(pairs, both)]
            merged[key] = new + value[len(old) :]
        else:
            merged[key] = value
    return merged


@mistake(
    merge,
    "A `None` in `override` is taken for nothing, and what `base` has comes back. `.get` gives `None` for a key that is missing "
    "and for a key whose value is `None`; `in` tells them apart.",
)
def takes_none_for_missing(base, override):
    merged = dict(base)
    for key, value in override.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            merged[key] = takes_none_for_missing(base[key], value)
        elif value is not None:
            merged[key] = value
        else:
            merged.setdefault(key, None)
    return merged


@mistake(
    merge,
    "Branches of `override` replace those of `base` whole, so that their other settings are lost: `|`, `update` and `**` see "
    "the top level only.",
)
def replaces_whole_branches(base, override):
    return {**base, **override}


@mistake(
    merge,
    "A 0, `False`, `None` or empty text in `override` is taken for nothing, and what `base` has comes back: `or` and "
    "`if value` ask whether a value counts as true, not whether it is there.",
)
def takes_false_for_missing(base, override):
    merged = dict(base)
    for key, value in override.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            merged[key] = takes_false_for_missing(base[key], value)
        else:
            merged[key] = value or base.get(key)
    return merged


@mistake(
    merge,
    "The result is right, and `base` has changed with it: the next run that starts from `base` inherits this run's settings. "
    "Is the dict you write into a new one, at every level?",
)
def writes_into_base(base, override):
    for key, value in override.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            writes_into_base(base[key], value)
        else:
            base[key] = value
    return base


@mistake(
    merge,
    "The top level is a new dict, and the branches in it are still those of `base`: `dict(base)` and `base.copy()` copy one "
    "level. What does the call for a branch write into?",
)
def copies_the_top_only(base, override):
    merged = dict(base)
    writes_into_base(merged, override)
    return merged


@mistake(
    find,
    "Dicts are searched, in dicts and at the top; lists are not, and whatever stands in the dicts inside them is missed.",
)
def does_not_go_into_lists(config, key):
    found = set()
    for name, value in config.items():
        if name == key:
            found.add(key)
        if isinstance(value, dict):
            found |= {f"{name}.{path}" for path in does_not_go_into_lists(value, key)}
    return found


@mistake(
    find,
    "Something is gone through that has nothing in it: a leaf, or the `None` of a call that ends without `return`. What does "
    "the call for a leaf return, and what the call for a list?",
)
def returns_nothing_for_some(config, key):
    if isinstance(config, dict):
        found = {key} if key in config else set()
        for name, value in config.items():
            found |= {f"{name}.{path}" for path in returns_nothing_for_some(value, key)}
        return found


@mistake(
    find,
    "Only the top level counts: the calls for the branches find something, and nobody takes what they return.",
)
def throws_results_away(config, key):
    found = set()
    for name, value in _children(config):
        if name == key:
            found.add(key)
        if isinstance(value, dict | list):
            throws_results_away(value, key)
    return found


@mistake(find, "Where something is found the search ends, although the same key may stand inside it once more.")
def stops_at_a_hit(config, key):
    found = set()
    for name, value in _children(config):
        if name == key:
            found.add(key)
        elif isinstance(value, dict | list):
            found |= {f"{name}.{path}" for path in stops_at_a_hit(value, key)}
    return found


@mistake(find, "It returns with the first hit; the branches after it are never looked at.")
def returns_the_first_hit(config, key):
    for name, value in _children(config):
        if name == key:
            return {key}
        if isinstance(value, dict | list):
            below = returns_the_first_hit(value, key)
            if below:
                return {f"{name}.{path}" for path in below}
    return set()


@check("flattens dicts in dicts, each call by itself", sizes=(1, 2, 3))
def dicts(learner, rng, size):
    for config in (_dicts(rng, size), {"rows": _number(rng)}):
        expect(learner.flatten(config)).equals(_flat(config))


@check("finds a key at the top and in dicts below")
def find_in_dicts(learner, rng):
    for config in (_dicts(rng, 1), {"seed": 3, "model": _dicts(rng, 1), "data": {"train": _dicts(rng, 1)}}):
        expect(learner.find(config, "rate")).equals(_found(config, "rate"))


@check("merges branch by branch, `override` winning")
def branches(learner, rng):
    base, override = _dicts(rng, 3), {"seed": 7, "data": {"train": {"rows": _number(rng), "shuffle": True}, "extra": "b"}}
    for left, right in ((base, override), (override, base), (base, {}), ({}, override)):
        expect(learner.merge(left, right)).equals(merge(left, right))


@check("goes through lists, and lists in lists")
def lists(learner, rng):
    config = {"layers": [{"units": _number(rng)}, {"units": _number(rng), "rate": 0.5}], "grid": [[1, 2], [_number(rng)]]}
    config["model"] = {"units": _number(rng)}  # so that who misses lists only is told from who misses all below the top
    expect(learner.flatten(config)).equals(_flat(config))
    expect(learner.find(config, "units")).equals(_found(config, "units"))


@check("keeps whatever counts as false: 0, empty texts, `None`, empty branches")
def false_leaves(learner, rng):
    config = {"seed": 0, "data": {"name": "", "rows": None, "tags": [], "extra": {}}, "layers": [{}, [], False]}
    expect(learner.flatten(config)).equals(_flat(config))
    base = {"seed": _number(rng), "data": {"name": "wine", "rows": 178, "tags": ["old"], "shuffle": True}}
    override = {"seed": 0, "data": {"name": "", "rows": None, "tags": [], "shuffle": False}}
    expect(learner.merge(base, override)).equals(merge(base, override))
    base, override = {"data": {"extra": {"rows": _number(rng)}}, "model": {"units": 1}}, {"data": {"extra": {}}, "model": {}}
    expect(learner.merge(base, override)).equals(merge(base, override))
    expect(learner.flatten({})).equals({})


@check("lets a leaf replace a branch, a branch a leaf, and a list a list")
def other_kinds(learner, rng):
    one = {"model": {"depth": _number(rng)}, "data": "wine", "layers": [1, 2, {"units": 3}], "rate": None, "seed": {}}
    two = {"model": None, "data": {"name": "iris"}, "layers": [{"units": _number(rng)}], "rate": {}, "seed": {"a": 1}}
    expect(learner.merge(one, two)).equals(merge(one, two))
    expect(learner.merge(two, one)).equals(merge(two, one))
    one = {"layers": [{"units": _number(rng), "rate": 0.5}, {"units": 8}], "data": {"tags": ["a", "b"]}}
    two = {"layers": [{"units": _number(rng)}], "data": {"tags": ["c", "d", "e"]}}
    expect(learner.merge(one, two)).equals(merge(one, two))
    expect(learner.merge(two, one)).equals(merge(two, one))


@check("finds a key inside what it has found, and in every branch")
def inside_a_hit(learner, rng):
    inner = {"rate": {"rate": _number(rng), "steps": [{"rate": 1}, {"rates": {"rate": None}}]}, "seed": 1}
    config = {"model": inner, "rate": [_number(rng), {"rate": []}], "data": {"name": "rate"}}
    expect(learner.find(config, "rate")).equals(_found(config, "rate"))
    expect(learner.find(config, "depth")).equals(set())


@check("uses another separator at every depth")
def separators(learner, rng):
    config = {"model": {"layers": [{"units": _number(rng)}], "name": "a.b"}, "seed": 1}
    for sep in ("/", "__", ""):
        expect(learner.flatten(config, sep=sep)).equals(_flat(config, sep))


@check("deals with trees that nobody drew by hand", sizes=(1, 2, 3, 5))
def random_trees(learner, rng, size):
    config, other = _tree(rng, size), _tree(rng, size)
    expect(learner.flatten(config)).equals(_flat(config))
    expect(learner.find(config, "rate")).equals(_found(config, "rate"))
    expect(learner.merge(config, other)).equals(merge(config, other))


@check("goes 50 deep")
def deep(learner, rng):
    one, two = {"rate": _number(rng)}, {"units": _number(rng)}
    for _ in range(24):
        one, two = {"data": [one]}, {"data": [two]}
    expect(learner.flatten(one)).equals(_flat(one))
    expect(learner.find(one, "rate")).equals(_found(one, "rate"))
    one, two = {"rate": _number(rng)}, {"units": _number(rng)}
    for _ in range(49):
        one, two = {"data": one}, {"data": two}
    expect(learner.merge(one, two)).equals(merge(one, two))


@check("remembers nothing from one call to the next")
def forgets(learner, rng):
    for config in (_dicts(rng, 2), {"rate": _number(rng), "extra": {"units": 1}}):
        expect(learner.find(config, "rate")).equals(_found(config, "rate"))
        expect(learner.find(config, "units")).equals(_found(config, "units"))


@check("leaves its arguments as they are, at every depth")
def arguments(learner, rng):
    base, override = _dicts(rng, 3), {"seed": 7, "data": {"train": {"rows": -1}, "extra": {"units": 1}}, "model": {}}
    expect(learner.merge).leaves_unchanged({"seed": _number(rng)}, {"rate": 1})
    expect(learner.merge).leaves_unchanged(base, override)
    expect(learner.flatten).leaves_unchanged(base)
    expect(learner.find).leaves_unchanged(base, "rate")


@check("is recursive")
def recursive(learner, rng):
    for name in ("flatten", "merge", "find"):
        expect(learner.source).calls_itself(name)


_KEYS = ("model", "data", "train", "layers", "units", "rate", "name", "tags")
_LEAVES = (True, False, None, "wine", "relu", "", 0, 3, 0.5)


def _number(rng):
    return int(rng.integers(1, 100))


def _dicts(rng, depth):
    """Dicts only; what is named alike stands at every level."""
    config = {"seed": _number(rng), "rate": _number(rng) / 100, "name": str(rng.choice(["wine", "iris", "digits"]))}
    if depth > 1:
        config["data"] = _dicts(rng, depth - 1)
        config["model"] = {"units": _number(rng), "train": {"rows": _number(rng)}}
        config["data"]["train"] = {"rows": _number(rng), "rate": 1}
    return config


def _tree(rng, depth):
    """Any tree so deep: few keys, so that two trees have some in common."""
    keys = rng.choice(_KEYS, size=3, replace=False).tolist()
    return {key: _node(rng, depth - 1) for key in keys}


def _node(rng, depth):
    kind = rng.choice(["leaf", "dict", "dict", "list"]) if depth > 0 else "leaf"
    if kind == "dict":
        return _tree(rng, depth)
    if kind == "list":
        return [_node(rng, depth - 1) for _ in range(int(rng.integers(0, 3)))]
    return _LEAVES[int(rng.integers(len(_LEAVES)))]


def _steps(config):
    """The way to every node of a tree, and the node, without recursion."""
    waiting = [((), config)]
    while waiting:
        way, node = waiting.pop()
        children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for name, value in children:
            yield (*way, name), value
            waiting.append(((*way, name), value))


def _flat(config, sep="."):
    return {
        sep.join(map(str, way)): value
        for way, value in _steps(config)
        if not isinstance(value, dict | list) or not value
    }


def _found(config, key):
    return {".".join(map(str, way)) for way, _ in _steps(config) if way[-1] == key}
