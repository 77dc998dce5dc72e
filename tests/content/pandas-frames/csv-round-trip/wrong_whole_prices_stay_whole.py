# The rest is as in the author's answer.
_floats = read


def read(text):
    table = _floats(text)
    if len(table) and (table["price"] % 1 == 0).all():
        table["price"] = table["price"].astype(int)
    return table
