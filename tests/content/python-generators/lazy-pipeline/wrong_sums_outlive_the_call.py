# The rest is as in the author's answer.
def means(records, sums={}, counts={}):
    for station, value in records:
        sums[station] = sums.get(station, 0) + value
        counts[station] = counts.get(station, 0) + 1
        yield station, sums[station] / counts[station]
