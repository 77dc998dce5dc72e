# The rest is as in the author's answer.
def still_there(stones, rows, columns):
    return [[s, r, c] for s, r, c in stones if 0 <= r < rows and 0 <= c < columns]
