# The rest is as in the author's answer.
def report(table, ks, seed):
    rest, held = split(table, 0.25, seed)
    return 9, share_right(rest, held, 9)
