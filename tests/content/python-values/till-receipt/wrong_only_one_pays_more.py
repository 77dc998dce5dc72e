# The rest is as in the author's answer.
def split(total, friends):
    return total // friends, int(total % friends > 0)
