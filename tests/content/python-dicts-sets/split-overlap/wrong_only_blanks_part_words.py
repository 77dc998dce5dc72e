# The rest is as in the author's answer.
def similarity(one, other):
    words, others = set(one.lower().split(" ")) - {""}, set(other.lower().split(" ")) - {""}
    if not words | others:
        return 1.0
    return len(words & others) / len(words | others)
