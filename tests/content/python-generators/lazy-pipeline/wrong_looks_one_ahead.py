# The rest is as in the author's answer.
def means(records):
    sums, counts = {}, {}
    records = iter(records)
    ahead = next(records, None)
    while ahead is not None:
        (station, value), ahead = ahead, next(records, None)
        sums[station] = sums.get(station, 0.0) + value
        counts[station] = counts.get(station, 0) + 1
        yield station, sums[station] / counts[station]
