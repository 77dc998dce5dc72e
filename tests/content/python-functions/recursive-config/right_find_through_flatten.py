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
    hits = set()
    for path in flatten(config):
        parts = path.split(".")
        for i, part in enumerate(parts, 1):
            if part == key:
                hits.add(".".join(parts[:i]))
    return hits
