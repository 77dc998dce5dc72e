# The rest is as in the author's answer.
def means(records):
    sums, counts = {}, {}
    for station, value in records:
        sums.setdefault(station, []).append(value)
        last = sums[station][-10:]
        yield station, sum(last) / len(last)
