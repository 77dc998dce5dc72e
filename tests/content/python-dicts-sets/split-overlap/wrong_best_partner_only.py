# The rest is as in the author's answer.
def near_duplicates(train, test, least):
    pairs = []
    for train_id, text in train.items():
        best = max(test, key=lambda other: similarity(text, test[other]), default=None)
        if best is not None and similarity(text, test[best]) >= least:
            pairs.append((train_id, best))
    return sorted(pairs)
