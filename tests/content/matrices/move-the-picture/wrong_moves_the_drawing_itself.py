# The rest is as in the author's answer.
def move(matrix, drawing):
    for point in drawing:
        x, y = point
        point[:] = [row[0] * x + row[1] * y for row in matrix]
    return drawing
