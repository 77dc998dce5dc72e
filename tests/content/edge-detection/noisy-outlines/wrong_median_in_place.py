# The rest is as in the author's answer.
_right = outlines


def outlines(photos):
    found = _right(photos)
    for photo in photos:
        photo[:] = cv2.medianBlur(photo, 5)
    return found
