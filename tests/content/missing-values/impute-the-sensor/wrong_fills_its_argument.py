# The rest is as in the author's answer.
_right = fill


def fill(table):
    filled = _right(table)
    for name in STATIONS:
        table[name] = filled[name]
    return table
