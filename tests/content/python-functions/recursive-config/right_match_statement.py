import json


def flatten(config, sep=".", prefix=None):
    join = lambda part: str(part) if prefix is None else prefix + sep + str(part)
    match config:
        case {} if config and isinstance(config, dict):
            out = {}
            for k, v in config.items():
                out.update(flatten(v, sep, join(k)))
            return out
        case [_, *_]:
            out = {}
            for i, v in enumerate(config):
                out.update(flatten(v, sep, join(i)))
            return out
        case _:
            return {} if prefix is None else {prefix: config}


def merge(base, override):
    if not (isinstance(base, dict) and isinstance(override, dict)):
        return json.loads(json.dumps(override))
    return {
        k: merge(base[k], override[k]) if k in base and k in override else json.loads(json.dumps(override.get(k, base.get(k))))
        for k in {**base, **override}
    }


def find(config, key, path=()):
    hits = set()
    if isinstance(config, dict):
        for k, v in config.items():
            if k == key:
                hits.add(".".join(path + (k,)))
            hits.update(find(v, key, (*path, k)))
    elif isinstance(config, list):
        for i, v in enumerate(config):
            hits.update(find(v, key, (*path, str(i))))
    return hits
