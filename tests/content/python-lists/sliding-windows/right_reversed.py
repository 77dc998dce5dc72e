def examples(series, width, ahead):
    result = []
    for last in range(width - 1, len(series)):
        if last + ahead < len(series):
            result.append((series[last - width + 1 : last + 1], series[last + ahead]))
    return result


def split(pairs, held_out, gap):
    turned = pairs[::-1]
    return turned[held_out + gap :][::-1], turned[:held_out][::-1]
