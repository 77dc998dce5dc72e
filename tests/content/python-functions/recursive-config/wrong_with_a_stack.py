def _steps(config):
    waiting = [((), config)]
    while waiting:
        way, node = waiting.pop()
        children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for name, value in children:
            yield (*way, str(name)), value
            waiting.append(((*way, str(name)), value))


def flatten(config, sep="."):
    return {sep.join(way): value for way, value in _steps(config) if not isinstance(value, (dict, list)) or not value}


def find(config, key):
    return {".".join(way) for way, _ in _steps(config) if way[-1] == key}


def merge(base, override):
    merged = dict(base)
    for key, value in override.items():
        both = isinstance(value, dict) and isinstance(base.get(key), dict)
        merged[key] = merge(base[key], value) if both else value
    return merged
