# The rest is as in the author's answer.
def gradients(image):
    p = np.pad(image.astype(float), 1, mode="reflect")
    across, down = p[:, 2:] - p[:, :-2], p[2:] - p[:-2]
    gx = across[:-2] + 2 * across[1:-1] + across[2:]
    gy = down[:, :-2] + 2 * down[:, 1:-1] + down[:, 2:]
    return gx, gy
