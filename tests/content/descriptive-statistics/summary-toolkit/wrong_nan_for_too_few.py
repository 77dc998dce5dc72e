# The rest is as in the author's answer.
def variance(values, ddof=1):
    if len(values) - ddof <= 0:
        return float("nan")
    centre = mean(values)
    total = 0
    for value in values:
        total += (value - centre) ** 2
    return total / (len(values) - ddof)
