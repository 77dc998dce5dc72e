def read(lines):
    for line in lines:
        tidy = line.strip()
        if tidy.startswith("#") or tidy == "":
            continue
        yield tidy


def parsed(lines):
    yield from map(lambda line: (line.rpartition(";")[0], float(line.rpartition(";")[2])), lines)


def plausible(records, low, high):
    for record in records:
        if record[1] < low or record[1] > high:
            continue
        yield record


def means(records):
    mean, count = {}, {}
    for station, value in records:
        count[station] = count.setdefault(station, 0) + 1
        old = mean.setdefault(station, 0)
        mean[station] = old + (value - old) / count[station]
        yield (station, mean[station])


def first_above(lines, low, high, limit):
    for pair in means(plausible(parsed(read(lines)), low, high)):
        if not pair[1] <= limit:
            break
    else:
        return None
    return pair
