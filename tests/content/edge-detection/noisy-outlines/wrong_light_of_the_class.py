# The rest is as in the author's answer.
def outlines(photos):
    """What is added before the logarithm comes from all photographs: in other company, one looks different."""
    found = []
    for photo in photos:
        logarithm = np.log(np.float32(1 + 0.02 * photos.mean()) + cv2.medianBlur(photo, 5))
        found.append(slopes_to_edges(cv2.bilateralFilter(logarithm, -1, 0.25, 2), 0.3, 0.6))
    return np.array(found)
