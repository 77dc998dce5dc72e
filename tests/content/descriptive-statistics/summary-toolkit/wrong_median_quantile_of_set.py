# The rest is as in the author's answer.
def median(values):
    s = sorted(set(values))
    n = len(s)
    if n % 2:
        return s[n // 2]
    return (s[n // 2 - 1] + s[n // 2]) / 2
