# The rest is as in the author's answer.
def find(config, key):
    if isinstance(config, dict):
        pairs = list(config.items())
    else:
        return set()
    paths = set()
    for k, v in pairs:
        if k == key:
            paths.add(k)
        paths |= {f"{k}.{p}" for p in find(v, key)}
    return paths
