import math


def classify(X, labels, new):
    members = {}
    for row, label in zip(X.tolist(), labels.tolist()):
        members.setdefault(label, []).append(row)
    middles = {}
    for label in sorted(members):
        rows = members[label]
        middles[label] = [sum(column) / len(rows) for column in zip(*rows)]
    return [min(middles, key=lambda label: math.dist(row, middles[label])) for row in new.tolist()]


def regroup(X, centres):
    centres = centres.tolist()
    groups = []
    members = [[] for _ in centres]
    for row in X.tolist():
        distances = [math.dist(row, centre) for centre in centres]
        nearest = distances.index(min(distances))
        groups.append(nearest)
        members[nearest].append(row)
    moved = []
    for centre, rows in zip(centres, members):
        moved.append([sum(column) / len(rows) for column in zip(*rows)] if rows else centre)
    return groups, moved


def explore(pay, actions, rounds, every):
    history = [[] for _ in range(actions)]
    picked = []
    for number in range(rounds):
        untried = [action for action in range(actions) if not history[action]]
        if untried:
            action = untried[0]
        elif (number + 1) % every == 0:
            action = min(range(actions), key=lambda a: len(history[a]))
        else:
            action = max(range(actions), key=lambda a: sum(history[a]) / len(history[a]))
        history[action].append(pay(action))
        picked.append(action)
    return picked
