# The rest is as in the author's answer.
def thin(gx, gy):
    strength = np.hypot(gx, gy)
    around = np.pad(strength, 1)
    kept = np.zeros_like(strength)
    for (i, j), here in np.ndenumerate(strength):
        angle = np.degrees(np.arctan2(gy[i, j], gx[i, j]))
        if -22.5 <= angle < 22.5:
            di, dj = 0, 1
        elif 22.5 <= angle < 67.5:
            di, dj = 1, 1
        elif 67.5 <= angle < 112.5:
            di, dj = 1, 0
        else:
            di, dj = 1, -1
        if here > around[i + 1 - di, j + 1 - dj] and here >= around[i + 1 + di, j + 1 + dj]:
            kept[i, j] = here
    return kept
