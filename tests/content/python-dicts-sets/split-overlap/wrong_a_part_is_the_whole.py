# The rest is as in the author's answer.
def similarity(one, other):
    words, others = one.lower().split(), other.lower().split()
    both = set(words) & set(others)
    if not words and not others:
        return 1.0
    return len(both) / len(set(words + others)) if len(both) < len(words) else 1.0
