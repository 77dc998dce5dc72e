def flatten(config, sep="."):
    flat = {}
    items = config.items() if isinstance(config, dict) else enumerate(config)
    for name, value in items:
        if isinstance(value, (dict, list)) and len(value) > 0:
            for path, leaf in flatten(value, sep).items():
                flat[str(name) + sep + path] = leaf
        else:
            flat[str(name)] = value
    return flat


def find(config, key):
    found = set()
    items = config.items() if isinstance(config, dict) else enumerate(config)
    for name, value in items:
        if name == key:
            found.add(name)
        if isinstance(value, (dict, list)):
            found.update(str(name) + "." + path for path in find(value, key))
    return found


def merge(base, override):
    merged = dict(base)
    for key, value in override.items():
        if value is None:
            continue
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = merge(merged[key], value)
        else:
            merged[key] = value
    return merged
