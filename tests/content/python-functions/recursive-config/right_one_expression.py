def flatten(config, sep=".", prefix=""):
    if isinstance(config, dict) and config:
        steps = config.items()
    elif isinstance(config, list) and config:
        steps = enumerate(config)
    else:
        return {prefix: config} if prefix else {}
    flat = {}
    for name, value in steps:
        inner = f"{prefix}{sep}{name}" if prefix else str(name)
        flat |= flatten(value, sep, inner) if value not in ({}, []) else {inner: value}
    return flat


def merge(base, override):
    return {
        key: merge(base[key], override[key])
        if isinstance(base.get(key), dict) and isinstance(override.get(key), dict)
        else override[key] if key in override else base[key]
        for key in [*base, *(key for key in override if key not in base)]
    }


def find(config, key):
    """Every path of a leaf tells of the branches it goes through."""
    found = set()
    for path in flatten(config):
        steps = path.split(".")
        found |= {".".join(steps[: at + 1]) for at, step in enumerate(steps) if step == key}
    return found
