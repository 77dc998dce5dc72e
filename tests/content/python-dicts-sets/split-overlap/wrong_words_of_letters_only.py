# The rest is as in the author's answer.
def similarity(one, other):
    a, b = ({w for w in t.lower().split() if w.isalpha()} for t in (one, other))
    return len(a & b) / len(a | b) if a | b else 1
