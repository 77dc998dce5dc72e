# The rest is as in the author's answer.
def split(pairs, held_out, gap):
    cut = max(0, len(pairs) - held_out)
    validation = pairs[cut:]
    rest = [p for p in pairs if p not in validation]
    return rest[:max(0, len(rest) - gap)], validation
