# The rest is as in the author's answer.
def merge(base, override):
    merged = {}
    for key in list(base) + [k for k in override if k not in base]:
        if key in base and key in override and isinstance(base[key], dict) and isinstance(override[key], dict):
            merged[key] = merge(base[key], override[key])
        elif key in base and key in override and isinstance(base[key], list) and isinstance(override[key], list):
            merged[key] = [merge(a, b) if isinstance(a, dict) and isinstance(b, dict) else b for a, b in zip(base[key], override[key])] + override[key][len(base[key]):]
        elif key in override:
            merged[key] = override[key]
        else:
            merged[key] = base[key]
    return merged
