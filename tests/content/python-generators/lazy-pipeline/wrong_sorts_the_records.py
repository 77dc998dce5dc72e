# The rest is as in the author's answer.
def means(records):
    values = {}
    for station, value in sorted(records):
        values.setdefault(station, []).append(value)
        yield station, sum(values[station]) / len(values[station])
