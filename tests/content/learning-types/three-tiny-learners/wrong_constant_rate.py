# The rest is as in the author's answer.
def explore(pay, actions, rounds, every):
    picked, worth, tried = [], [0.0] * actions, [0] * actions
    for number in range(1, rounds + 1):
        if number <= actions:
            action = number - 1
        elif number % every == 0:
            action = tried.index(min(tried))
        else:
            action = worth.index(max(worth))
        reward = pay(action)
        worth[action] = reward if not tried[action] else worth[action] + 0.1 * (reward - worth[action])
        tried[action] += 1
        picked.append(action)
    return picked
