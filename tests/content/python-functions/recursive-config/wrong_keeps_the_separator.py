def flatten(config, sep="."):
    flat = {}
    pairs = config.items() if isinstance(config, dict) else enumerate(config)
    for key, value in pairs:
        if isinstance(value, (dict, list)) and len(value) > 0:
            for path, leaf in flatten(value).items():
                flat[str(key) + sep + path] = leaf
        else:
            flat[str(key)] = value
    return flat


def merge(base, override):
    merged = {}
    for key in list(base) + [k for k in override if k not in base]:
        if key in base and key in override and isinstance(base[key], dict) and isinstance(override[key], dict):
            merged[key] = merge(base[key], override[key])
        elif key in override:
            merged[key] = override[key]
        else:
            merged[key] = base[key]
    return merged


def find(config, key):
    if isinstance(config, list):
        pairs = list(enumerate(config))
    elif isinstance(config, dict):
        pairs = list(config.items())
    else:
        return set()
    paths = set()
    for k, v in pairs:
        if k == key:
            paths.add(k)
        paths |= {f"{k}.{p}" for p in find(v, key)}
    return paths
