# The rest is as in the author's answer.
def _finding(low, high, margin):
    if low >= -margin and high <= margin:
        return "met"
    return "open" if low <= margin and high >= -margin else "violated"
