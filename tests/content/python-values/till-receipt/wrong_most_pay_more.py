# The rest is as in the author's answer.
def split(total, friends):
    return (total // friends, friends - total % friends)
