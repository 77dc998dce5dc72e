# The rest is as in the author's answer.
_exact = read


def read(text):
    table = _exact(text)
    table["stock"] = table["stock"].astype(float).astype("Int64")
    return table
