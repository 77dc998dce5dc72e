# The rest is as in the author's answer.
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
