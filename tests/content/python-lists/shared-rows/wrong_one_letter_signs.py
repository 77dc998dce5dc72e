# The rest is as in the author's answer.
def board_after(rows, columns, stones):
    board = [["."] * columns for _ in range(rows)]
    for sign, row, column in stones:
        board[row][column] = sign[0]
    return board
