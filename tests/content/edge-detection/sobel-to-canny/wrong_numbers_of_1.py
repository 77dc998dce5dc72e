# The rest is as in the author's answer.
_right = link


def link(strength, low, high):
    return _right(strength, low, high).astype(int)
