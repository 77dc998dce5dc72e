# The rest is as in the author's answer.
def split(pairs, held_out, gap):
    if held_out + gap > len(pairs):
        raise ValueError("not enough examples")
    begin = len(pairs) - held_out
    return pairs[: begin - gap], pairs[begin:]
