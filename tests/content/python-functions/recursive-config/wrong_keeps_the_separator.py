# The rest is as in the author's answer.
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
