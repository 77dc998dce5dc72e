# The rest is as in the author's answer.
everything = hashed


def hashed(rows, width):
    return everything([{name: level for name, level in row.items() if level} for row in rows], width)
