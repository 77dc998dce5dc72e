# The rest is as in the author's answer.
def link(strength, low, high):
    """Python gives up on a chain of a thousand."""
    linked = np.zeros(strength.shape, bool)

    def visit(i, j):
        linked[i, j] = True
        for a in range(max(i - 1, 0), min(i + 2, strength.shape[0])):
            for b in range(max(j - 1, 0), min(j + 2, strength.shape[1])):
                if strength[a, b] > low and not linked[a, b]:
                    visit(a, b)

    for i, j in np.argwhere(strength > high):
        if not linked[i, j]:
            visit(i, j)
    return linked
