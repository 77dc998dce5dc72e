def walk(tree, way=()):
    """Yield the way to every node below `tree`, and the node."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else []
    for name, node in pairs:
        yield way + (name,), node
        yield from walk(node, way + (name,))


def flatten(config, sep="."):
    return {sep.join(str(step) for step in way): node for way, node in walk(config) if node in ({}, []) or type(node) not in (dict, list)}


def find(config, key):
    return {".".join(str(step) for step in way) for way, _ in walk(config) if way[-1] == key}


def merge(base, override):
    import copy

    result = copy.deepcopy(base)
    _merge_into(result, copy.deepcopy(override))
    return result


def _merge_into(target, source):
    for key in source:
        if key in target and isinstance(target[key], dict) and isinstance(source[key], dict):
            _merge_into(target[key], source[key])
        else:
            target[key] = source[key]
