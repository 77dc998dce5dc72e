def examples(series, width, ahead):
    starts = range(max(0, len(series) - width + 1))
    windows = [list(series[start : start + width]) for start in starts]
    return list(zip(windows, series[width + ahead - 1 :]))


def split(pairs, held_out, gap):
    kept = len(pairs) - held_out
    if kept <= 0:
        return [], list(pairs)
    validation = [pairs[at] for at in range(kept, len(pairs))]
    if gap >= kept:
        return [], validation
    return [pairs[at] for at in range(kept - gap)], validation
