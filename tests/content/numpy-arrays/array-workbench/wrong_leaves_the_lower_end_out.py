# The rest is as in the author's answer.
def within(x, low, high):
    return x[(x > low) & (x < high)]
