# The rest is as in the author's answer.
def move(matrix, drawing):
    (a, b), (c, d) = matrix
    return [[a * x + b * y, c * x + d * y] for x, y in dict.fromkeys(map(tuple, drawing))]
