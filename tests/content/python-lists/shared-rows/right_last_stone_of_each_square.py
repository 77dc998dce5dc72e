from copy import deepcopy


def board_after(rows, columns, stones):
    last = {(r, c): s for s, r, c in stones}
    return [[last.get((r, c), ".") for c in range(columns)] for r in range(rows)]


def noted(move, moves=None):
    moves = [] if moves is None else moves
    moves += [move]
    return moves


def still_there(stones, rows, columns):
    stones = list(stones)
    for at in range(len(stones) - 1, -1, -1):
        if stones[at][1] not in range(rows) or stones[at][2] not in range(columns):
            del stones[at]
    return stones
