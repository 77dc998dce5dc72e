# The rest is as in the author's answer.
def link(strength, low, high):
    strong, weak = strength > high, (strength > low) & (strength < high)
    pieces, _ = ndimage.label(strong | weak, np.ones((3, 3)))
    return np.isin(pieces, pieces[strong])
