from functools import singledispatch


@singledispatch
def walk(node, path=()):
    return [(path, node)]


@walk.register
def _(node: dict, path=()):
    out = [(path, node)]
    for k, v in node.items():
        out += walk(v, path + (k,))
    return out


@walk.register
def _(node: list, path=()):
    out = [(path, node)]
    for k, v in enumerate(node):
        out += walk(v, path + (k,))
    return out


def flatten(config, sep="."):
    return {sep.join(map(str, p)): n for p, n in walk(config) if p and not (isinstance(n, (dict, list)) and n)}


def merge(base, override):
    new = dict(base)
    for k in override:
        if isinstance(new.get(k), dict) and isinstance(override[k], dict):
            new[k] = merge(new[k], override[k])
        else:
            new[k] = override[k]
    return new


def find(config, key):
    return {".".join(map(str, p)) for p, n in walk(config) if p and p[-1] == key}
