# The rest is as in the author's answer.
_right = choose_alphas


def choose_alphas(wards):
    """Strengths in the order of the wards' sizes."""
    return _right(sorted(wards, key=lambda ward: len(ward[1])))
