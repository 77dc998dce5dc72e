def _of_dict(d, sep):
    return {p: v for k, x in d.items() for p, v in _below(k, x, sep)}


def _of_list(l, sep):
    return {p: v for i, x in enumerate(l) for p, v in _below(str(i), x, sep)}


def _below(name, x, sep):
    if isinstance(x, dict) and x:
        return [(name + sep + p, v) for p, v in _of_dict(x, sep).items()]
    if isinstance(x, list) and x:
        return [(name + sep + p, v) for p, v in _of_list(x, sep).items()]
    return [(name, x)]


def flatten(config, sep="."):
    return _of_dict(config, sep)


def merge(base, override):
    new = dict(base)
    for k in override:
        if isinstance(new.get(k), dict) and isinstance(override[k], dict):
            new[k] = merge(new[k], override[k])
        else:
            new[k] = override[k]
    return new


class _Finder:
    def __init__(self, key):
        self.key, self.hits = key, set()

    def visit(self, node, path=()):
        if isinstance(node, dict):
            for k, v in node.items():
                if k == self.key:
                    self.hits.add(".".join([*path, k]))
                self.visit(v, [*path, k])
        elif isinstance(node, list):
            for i, v in enumerate(node):
                self.visit(v, [*path, str(i)])


def find(config, key):
    finder = _Finder(key)
    finder.visit(config)
    return finder.hits
