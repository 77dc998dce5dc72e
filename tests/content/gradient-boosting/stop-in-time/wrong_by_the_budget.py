# The rest is as in the author's answer.
def settings(practices):
    """No look at the data: large steps for few rounds, and something careful for many."""
    return [(4, 0.6, budget) if budget < 10 else (2, 0.3, 8) for *_, budget in practices]
