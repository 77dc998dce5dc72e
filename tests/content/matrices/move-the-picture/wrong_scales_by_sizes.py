# The rest is as in the author's answer.
def from_columns(first, second):
    return [[first[0], second[0]], [first[1], second[1]]]


def scaling(across, up):
    return from_columns((abs(across), 0), (0, abs(up)))
