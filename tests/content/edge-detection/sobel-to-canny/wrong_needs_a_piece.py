# The rest is as in the author's answer.
def link(strength, low, high):
    """Where nothing is above `low`, there is no maximum."""
    pieces, count = ndimage.label(strength > low, np.ones((3, 3)))
    highest = np.array([strength[pieces == number].max() for number in range(1, count + 1)])
    return np.isin(pieces, 1 + np.flatnonzero(highest > high)) if highest.max() > high else pieces < 0
