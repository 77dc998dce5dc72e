def overlap(train, test):
    seen = dict.fromkeys(train, 1)
    asked = dict.fromkeys(test, 1)
    both = [one for one in seen if one in asked]
    return tuple(map(sorted, (both, [one for one in seen if one not in asked], [one for one in asked if one not in seen])))


def similarity(one, other):
    known = {}
    for word in one.casefold().split():
        known[word] = known.get(word, 0) | 1
    for word in other.casefold().split():
        known[word] = known.get(word, 0) | 2
    if known == {}:
        return 1
    return sum(where == 3 for where in known.values()) / len(known)


def near_duplicates(train, test, least):
    pairs = set()
    for test_id in test:
        for train_id in train:
            if similarity(test[test_id], train[train_id]) >= least:
                pairs |= {(train_id, test_id)}
    return sorted(pairs)
