from copy import deepcopy

_NOTHING = object()


def board_after(rows, columns, stones):
    empty = ["."] * columns
    board = [deepcopy(empty) for row in range(rows)]
    for sign, row, column in stones:
        board[row] = board[row][:column] + [sign] + board[row][column + 1 :]
    return board


def noted(move, moves=_NOTHING):
    if moves is _NOTHING or moves is None:
        return [move]
    moves.insert(len(moves), move)
    return moves


def still_there(stones, rows, columns):
    left = stones.copy()
    for at in range(len(left) - 1, -1, -1):
        _, row, column = left[at]
        if not (0 <= row < rows and 0 <= column < columns):
            del left[at]
    return left
