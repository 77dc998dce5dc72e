def _children(tree):
    return tree.items() if isinstance(tree, dict) else enumerate(tree)


def flatten(config, sep="."):
    flat = {}
    for name, value in _children(config):
        if isinstance(value, (dict, list)) and value:
            flat.update({f"{name}{sep}{path}": leaf for path, leaf in flatten(value, sep).items()})
        else:
            flat[str(name)] = value
    return flat


def find(config, key):
    found = {key} if isinstance(config, dict) and key in config else set()
    for name, value in _children(config):
        if isinstance(value, (dict, list)):
            found.update(f"{name}.{path}" for path in find(value, key))
    return found


def merge(base, override):
    merged = dict(base)
    for key, value in override.items():
        old = base.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = merge(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            merged[key] = old + value
        else:
            merged[key] = value
    return merged
