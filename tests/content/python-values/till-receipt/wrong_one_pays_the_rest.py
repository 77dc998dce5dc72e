# The rest is as in the author's answer.
def split(total, friends):
    return (total // friends, total - total // friends * (friends - 1))
