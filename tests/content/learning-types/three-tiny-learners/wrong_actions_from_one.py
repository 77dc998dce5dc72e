# The rest is as in the author's answer.
def explore(pay, actions, rounds, every):
    rewards = {action: [] for action in range(1, actions + 1)}
    picked = []
    for number in range(1, rounds + 1):
        if number <= actions:
            action = number
        elif number % every == 0:
            action = min(rewards, key=lambda one: len(rewards[one]))
        else:
            action = max(rewards, key=lambda one: sum(rewards[one]) / len(rewards[one]))
        rewards[action].append(pay(action))
        picked.append(action)
    return picked
