# The rest is as in the author's answer.
def overlap(train, test):
    a, b = set(train), set(test)
    return sorted(a & b, key=str.lower), sorted(a - b, key=str.lower), sorted(b - a, key=str.lower)
