# The rest is as in the author's answer.
_right = outlines


def outlines(photos):
    """Gaps are closed by making lines thicker, and they stay so."""
    brush = np.ones((3, 3), np.uint8)
    return np.array([cv2.dilate(edges.astype(np.uint8), brush) > 0 for edges in _right(photos)])
