# The rest is as in the author's answer.
def split(pairs, held_out, gap):
    if held_out == 0:
        return pairs[:], []
    begin = max(0, len(pairs) - held_out)
    return pairs[: max(0, begin - gap)], pairs[begin:]
