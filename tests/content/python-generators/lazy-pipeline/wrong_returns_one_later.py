# The rest is as in the author's answer.
def first_above(lines, low, high, limit):
    last = None
    for station, mean in means(plausible(parsed(read(lines)), low, high)):
        if last is not None:
            return last
        if mean > limit:
            last = station, mean
    return last
