# The rest is as in the author's answer.
def move(matrix, drawing):
    moved = []
    for x, y in drawing:
        moved.append(tuple(row[0] * x + row[1] * y for row in matrix))
    return moved
