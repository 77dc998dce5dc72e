# The rest is as in the author's answer.
def mad(values):
    centre = median(values)
    return 1.4826 * median([abs(value - centre) for value in values])
