# The rest is as in the author's answer.
def link(strength, low, high):
    """Row by row, once: a chain that leads back up is lost."""
    edges = np.pad(strength > high, 1)
    for i, j in np.ndindex(strength.shape):
        if strength[i, j] > low and edges[i : i + 3, j : j + 3].any():
            edges[i + 1, j + 1] = True
    return edges[1:-1, 1:-1]
