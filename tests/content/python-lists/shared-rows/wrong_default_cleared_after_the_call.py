# The rest is as in the author's answer.
_MOVES = []


def noted(move, moves=_MOVES):
    if moves is _MOVES and len(moves) > 1:
        moves.clear()
    moves.append(move)
    return moves
