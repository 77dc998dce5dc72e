def board_after(rows, columns, stones):
    board = []
    for _ in range(rows):
        row = []
        for _ in range(columns):
            row.append(".")
        board.append(row)
    for stone in stones:
        board[stone[1]][stone[2]] = stone[0]
    return board


def noted(move, moves=None):
    moves = [] if moves is None else moves
    moves += [move]
    return moves


def still_there(stones, rows, columns):
    kept = []
    for stone in stones:
        if stone[1] in range(rows) and stone[2] in range(columns):
            kept.append(stone)
    return kept
