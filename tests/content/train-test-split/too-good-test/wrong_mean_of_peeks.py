# The rest is as in the author's answer.
def report(table, ks, seed):
    scores = []
    for attempt in range(5):
        train, test = split(table, 0.25, seed + attempt)
        best = max(ks, key=lambda k: share_right(train, test, k))
        scores.append(share_right(train, test, best))
    return best, float(np.mean(scores))
