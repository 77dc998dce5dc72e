# The rest is as in the author's answer.
def light(picture: np.ndarray, dark: np.ndarray, edge: int) -> np.ndarray:
    """Return the light inside of `picture`, less the dark frame, from 0 to 1."""
    inside = picture[edge:-edge, edge:-edge].astype(float)
    inside -= dark[edge:-edge, edge:-edge]
    inside[inside < 0] = 0
    return inside / picture[edge:-edge, edge:-edge].max()
