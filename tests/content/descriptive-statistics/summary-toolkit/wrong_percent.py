# The rest is as in the author's answer.
def frequencies(values):
    counts = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    rows = []
    for value in sorted(counts):
        rows.append((value, counts[value], 100 * counts[value] / len(values)))
    rows.sort(key=lambda row: row[1], reverse=True)
    return rows
