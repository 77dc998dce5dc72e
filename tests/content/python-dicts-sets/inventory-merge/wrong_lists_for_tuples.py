# The rest is as in the author's answer.
def by_customer(orders):
    groups = {}
    for customer, article, amount in orders:
        groups.setdefault(customer, []).append([article, amount])
    return groups
