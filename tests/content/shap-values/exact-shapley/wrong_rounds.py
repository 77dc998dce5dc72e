# The rest is as in the author's answer.
_whole = explain


def explain(predict, x, background, groups):
    base, values = _whole(predict, x, background, groups)
    return round(base, 2), {name: round(value, 2) for name, value in values.items()}
