# The rest is as in the author's answer.
def merge(base, override):
    merged = {}
    for key in list(base) + [k for k in override if k not in base]:
        if key in base and key in override and isinstance(base[key], dict) and isinstance(override[key], dict):
            merged[key] = merge(base[key], override[key])
        elif override.get(key) is not None:
            merged[key] = override[key]
        else:
            merged[key] = base[key]
    return merged
