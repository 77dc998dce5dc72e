# The rest is as in the author's answer.
def in_order(result):
    users, found = {}, [result]
    for value in found:
        for source, _ in value.made_from:
            if source not in found:
                found.append(source)
            users.setdefault(source, []).append(value)
    order = []
    while len(order) < len(found):
        order.append(next(v for v in found if v not in order and all(user in order for user in users.get(v, []))))
    return order
