# The rest is as in the author's answer.
strict = ordinal


def ordinal(column, order):
    return strict([text.strip().lower() for text in column], [text.strip().lower() for text in order])
