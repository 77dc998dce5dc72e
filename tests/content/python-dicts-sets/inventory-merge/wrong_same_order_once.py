# The rest is as in the author's answer.
def by_customer(orders):
    groups = {}
    for customer, article, amount in orders:
        if (article, amount) not in groups.setdefault(customer, []):
            groups[customer].append((article, amount))
    return groups
