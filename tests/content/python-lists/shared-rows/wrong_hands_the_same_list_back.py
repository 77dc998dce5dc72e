# The rest is as in the author's answer.
def still_there(stones, rows, columns):
    outside = [stone for stone in stones if not (0 <= stone[1] < rows and 0 <= stone[2] < columns)]
    if not outside:
        return stones
    return [stone for stone in stones if stone not in outside]
