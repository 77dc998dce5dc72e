# The rest is as in the author's answer.
def inverted(shelves):
    p = {}
    for s, on in shelves.items():
        for a in on:
            p.setdefault(a, set()).add(s)
    return {a: sorted(x, key=str.lower) for a, x in p.items()}
