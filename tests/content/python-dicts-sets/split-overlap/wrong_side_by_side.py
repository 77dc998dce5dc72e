# The rest is as in the author's answer.
def near_duplicates(train, test, least):
    pairs = []
    for (train_id, text), (test_id, other) in zip(train.items(), test.items()):
        if similarity(text, other) >= least:
            pairs.append((train_id, test_id))
    return sorted(pairs)
