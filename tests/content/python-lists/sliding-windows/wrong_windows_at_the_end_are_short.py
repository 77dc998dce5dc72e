def examples(series, width, ahead):
    result = []
    for start in range(len(series)):
        at = start + width + ahead - 1
        if at < len(series) or start + 1 < len(series) and ahead == 1 and width > len(series):
            result.append((series[start : start + width], series[at]))
    if not result and series:
        result.append((series[:-1], series[-1]))
    return result


def split(pairs, held_out, gap):
    begin = max(0, len(pairs) - held_out)
    return pairs[: max(0, begin - gap)], pairs[begin:]
