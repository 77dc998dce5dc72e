# The rest is as in the author's answer.
def examples(series, width, ahead):
    return [(tuple(series[s : s + width]), series[s + width + ahead - 1]) for s in range(len(series) - width - ahead + 1)]
