# The rest is as in the author's answer.
def settings(practices):
    """The judges are the first appointment of every patient."""
    return [_lowest(X, y, first_of(patient), budget) for X, y, patient, budget in practices]


def first_of(patient):
    half = np.zeros(len(patient), dtype=int)
    half[np.unique(patient, return_index=True)[1]] = 1
    return half
