# The rest is as in the author's answer.
def still_there(stones, rows, columns):
    left = list(stones)
    for _ in range(2):
        for stone in left:
            if not (0 <= stone[1] < rows and 0 <= stone[2] < columns):
                left.remove(stone)
    return left
