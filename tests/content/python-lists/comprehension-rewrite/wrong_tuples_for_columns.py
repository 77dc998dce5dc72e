# The rest is as in the author's answer.
def columns(rows):
    return [column for column in zip(*rows)]
