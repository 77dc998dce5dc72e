# The rest is as in the author's answer.
def by_customer(orders):
    groups = {}
    for customer, article, amount in orders:
        groups.setdefault(customer, {})
        groups[customer][article] = groups[customer].get(article, 0) + amount
    return {customer: list(found.items()) for customer, found in groups.items()}
