# The rest is as in the author's answer.
def noted(move, moves=None):
    moves = list(moves) if moves is not None else []
    moves.append(move)
    return moves
