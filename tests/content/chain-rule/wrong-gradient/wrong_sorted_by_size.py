# The rest is as in the author's answer.
def in_order(result):
    found = {result}
    waiting = [result]
    while waiting:
        for source, _ in waiting.pop().made_from:
            if source not in found:
                found.add(source)
                waiting.append(source)
    return sorted(found, key=lambda value: -abs(value.data))
