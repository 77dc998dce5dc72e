# The rest is as in the author's answer.
def near_duplicates(train, test, least):
    for i in train:
        train[i] = train[i].lower()
    return sorted((i, j) for i, t in train.items() for j, u in test.items() if similarity(t, u) >= least)
