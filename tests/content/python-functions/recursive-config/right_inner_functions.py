def flatten(config, sep="."):
    flat = {}

    def visit(node, way):
        if isinstance(node, dict) and (node or not way):
            for key, value in node.items():
                visit(value, way + [key])
        elif isinstance(node, list) and node:
            for position, value in enumerate(node):
                visit(value, way + [str(position)])
        else:
            flat[sep.join(way)] = node

    visit(config, [])
    return flat


def find(config, key):
    found = []

    def visit(node, way):
        if isinstance(node, dict):
            for name in node:
                if name == key:
                    found.append(".".join(way + [name]))
                visit(node[name], way + [name])
        if isinstance(node, list):
            for i in range(len(node)):
                visit(node[i], way + [str(i)])

    visit(config, [])
    return set(found)


def merge(base, override):
    if not isinstance(base, dict) or not isinstance(override, dict):
        return override
    merged = {key: value for key, value in base.items()}
    for key, value in override.items():
        merged[key] = merge(base[key], value) if key in base else value
    return merged
