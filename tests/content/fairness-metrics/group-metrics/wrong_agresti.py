# The rest is as in the author's answer.
def _wilson(hits, of):
    if of == 0:
        return np.nan, 0.0, 1.0
    n = of + 1.96**2
    centre = (hits + 1.96**2 / 2) / n
    half = 1.96 * np.sqrt(centre * (1 - centre) / n)
    return hits / of, max(centre - half, 0.0), min(centre + half, 1.0)
