# The rest is as in the author's answer.
def explore(pay, actions, rounds, every):
    history = [[pay(action)] for action in range(actions)]
    picked = list(range(actions))
    for number in range(actions + 1, rounds + 1):
        if number % every == 0:
            action = min(picked, key=picked.count)
        else:
            action = max(range(actions), key=lambda one: sum(history[one]) / len(history[one]))
        history[action].append(pay(action))
        picked.append(action)
    return picked
