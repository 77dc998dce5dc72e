# The rest is as in the author's answer.
def split(total, friends):
    return (int(total / friends), total % friends)
