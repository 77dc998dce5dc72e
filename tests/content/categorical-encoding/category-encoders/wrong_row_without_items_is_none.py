# The rest is as in the author's answer.
everything = hashed


def hashed(rows, width):
    return everything([row for row in rows if row], width)
