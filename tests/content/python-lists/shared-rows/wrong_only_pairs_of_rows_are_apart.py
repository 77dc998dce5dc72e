# The rest is as in the author's answer.
def board_after(rows, columns, stones):
    board = [["."] * columns, ["."] * columns] * (rows // 2) + [["."] * columns] * (rows % 2)
    for sign, row, column in stones:
        board[row][column] = sign
    return board
