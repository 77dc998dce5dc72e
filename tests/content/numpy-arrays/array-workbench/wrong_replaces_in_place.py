# The rest is as in the author's answer.
def without_code(x, code, value):
    if x.dtype.kind != "f":
        x = x.astype(float)
    x[x == code] = value
    return x
