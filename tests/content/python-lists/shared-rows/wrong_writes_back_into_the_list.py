# The rest is as in the author's answer.
def still_there(stones, rows, columns):
    stones[:] = [stone for stone in stones if 0 <= stone[1] < rows and 0 <= stone[2] < columns]
    return stones
