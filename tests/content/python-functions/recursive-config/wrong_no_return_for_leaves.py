def flatten(config, sep="."):
    flat = {}
    for key, value in (config.items() if isinstance(config, dict) else enumerate(config)):
        if isinstance(value, (dict, list)) and value:
            for path, leaf in flatten(value, sep).items():
                flat[f"{key}{sep}{path}"] = leaf
        else:
            flat[str(key)] = value
    return flat


def merge(base, override):
    new = dict(base)
    for k in override:
        if isinstance(new.get(k), dict) and isinstance(override[k], dict):
            new[k] = merge(new[k], override[k])
        else:
            new[k] = override[k]
    return new


def find(config, key):
    paths = set()
    if isinstance(config, dict):
        for k, v in config.items():
            if k == key:
                paths.add(k)
            for p in find(v, key):
                paths.add(f"{k}.{p}")
        return paths
    elif isinstance(config, list):
        for i, v in enumerate(config):
            for p in find(v, key):
                paths.add(f"{i}.{p}")
