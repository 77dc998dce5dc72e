"""Three stores, one stock

Three stores of a company have become one, and with them their lists. Write three functions.

- `merged(stocks)` gets a list of dictionaries, each from an article to a whole number: how many there are, or, below 0, how many are
  owed to customers. It returns a dictionary from each article to the sum of its numbers. An article whose sum is 0 is not in it.
- `by_customer(orders)` gets a list of tuples `(customer, article, amount)` and returns a dictionary from each customer to the list of
  this customer's orders, as tuples `(article, amount)`, in the order of `orders`. The same order may come twice, and then counts twice.
- `inverted(shelves)` gets a dictionary from each shelf to the list of the articles on it, and returns a dictionary from each article to
  the list of the shelves where it lies, sorted as Python sorts texts. An article may lie on several shelves, and may be listed more
  than once for one shelf, which then counts once. On some shelves there may be nothing.

Articles, customers and shelves are texts; amounts are whole numbers. All lists and dictionaries may be empty. The arguments stay as
they were, and in what order a dictionary holds its keys does not matter.

```python
merged([{"nut": 4, "bolt": 9}, {"nut": 2, "cog": -3, "bolt": -9}])    # {"nut": 6, "cog": -3}
by_customer([("Ada", "nut", 5), ("Ben", "cog", 1), ("Ada", "cog", 2)])    # {"Ada": [("nut", 5), ("cog", 2)], "Ben": [("cog", 1)]}
inverted({"B2": ["nut", "cog", "nut"], "A1": ["nut"], "C3": []})    # {"nut": ["A1", "B2"], "cog": ["B2"]}
```
"""

from mlestone.proving import answer, check, expect, hints, mistake

hints(
    "What should stand under a key *before* its first value arrives: for a sum, and for a list?",
    "`.get(key, 0)` hands over 0 for a key that is not there, and `.setdefault(key, [])` puts an empty list there. What is to be "
    "dropped from a dictionary is best not put into a new one.",
    "To invert, go through the items, and within each through its list: what was a value becomes the key, and what was the key is "
    "collected under it, unless it is there already.",
)


@answer
def merged(stocks: list) -> dict:
    """Return the sum for each article, without those whose sum is 0."""
    total = {}
    for stock in stocks:
        for article, amount in stock.items():
            total[article] = total.get(article, 0) + amount
    return {article: amount for article, amount in total.items() if amount != 0}


@answer
def by_customer(orders: list) -> dict:
    """Return each customer's orders, as (article, amount)."""
    groups = {}
    for customer, article, amount in orders:
        groups.setdefault(customer, []).append((article, amount))
    return groups


@answer
def inverted(shelves: dict) -> dict:
    """Return the sorted shelves of each article."""
    places = {}
    for shelf in sorted(shelves):
        for article in shelves[shelf]:
            found = places.setdefault(article, [])
            if shelf not in found:
                found.append(shelf)
    return places


@mistake(
    merged,
    "At the first sight of an article, there is nothing under its key that a number could be added to: `KeyError`. What should be "
    "there?",
)
def adds_to_nothing(stocks):
    total = {}
    for stock in stocks:
        for article, amount in stock.items():
            total[article] += amount
    return total


@mistake(
    merged,
    "Keys are taken out of the dictionary while a loop goes through it, which Python refuses. Go through a copy of the keys, or make "
    "a new dictionary of what is to stay.",
)
def deletes_while_looping(stocks):
    total = {}
    for stock in stocks:
        for article, amount in stock.items():
            total[article] = total.get(article, 0) + amount
    for article in total:
        if total[article] == 0:
            del total[article]
    return total


@mistake(
    merged,
    "The last number of an article wins, and the others are gone: `update`, `|` and `**` replace. What was asked for is a sum.",
)
def replaces(stocks):
    total = {}
    for stock in stocks:
        total.update(stock)
    return {article: amount for article, amount in total.items() if amount != 0}


@mistake(
    merged,
    "What customers are owed is gone: `+` between Counters drops whatever is not above 0, after every single addition. Their `update` "
    "adds, and drops nothing.",
)
def drops_what_is_owed(stocks):
    total = {}
    for stock in stocks:
        for article, amount in stock.items():
            total[article] = total.get(article, 0) + amount
        total = {article: amount for article, amount in total.items() if amount > 0}
    return total


@mistake(merged, "Articles with a sum of 0 are in the result. They were to be left out.")
def keeps_zeros(stocks):
    total = {}
    for stock in stocks:
        for article, amount in stock.items():
            total[article] = total.get(article, 0) + amount
    return total


@mistake(
    merged,
    "The sums are right, and the stock of the first store now holds them as well: `total = stocks[0]` is another name for the "
    "caller's dictionary.",
)
def writes_into_the_first(stocks):
    total = stocks[0] if stocks else {}
    for stock in stocks[1:]:
        for article, amount in stock.items():
            total[article] = total.get(article, 0) + amount
    return {article: amount for article, amount in total.items() if amount != 0}


@mistake(
    merged,
    "An article is dropped as soon as *one* of its numbers is 0. The sum decides, when all have been added.",
)
def drops_at_a_zero(stocks):
    zeros = {article for stock in stocks for article, amount in stock.items() if amount == 0}
    return {article: amount for article, amount in merged(stocks).items() if article not in zeros}


@mistake(by_customer, "At the first order of a customer there is no list yet that it could be appended to: `KeyError`. Who puts it there?")
def appends_to_nothing(orders):
    groups = {}
    for customer, article, amount in orders:
        groups[customer].append((article, amount))
    return groups


@mistake(by_customer, "Each customer has one order, the last: every assignment under the same key replaces what was there.")
def keeps_the_last_order(orders):
    return {customer: [(article, amount)] for customer, article, amount in orders}


@mistake(
    by_customer,
    "Everybody has everybody's orders: all keys were given one and the same list, as by `dict.fromkeys(customers, [])`.",
)
def shares_one_list(orders):
    groups = dict.fromkeys([customer for customer, _, _ in orders], [])
    for customer, article, amount in orders:
        groups[customer].append((article, amount))
    return groups


@mistake(
    by_customer,
    "Only orders that follow directly on each other are put together, and the last such run of a customer replaces the ones before. "
    "`itertools.groupby` groups neighbours.",
)
def groups_neighbours(orders):
    groups, before = {}, None
    for customer, article, amount in orders:
        if customer != before:
            groups[customer] = []
        groups[customer].append((article, amount))
        before = customer
    return groups


@mistake(by_customer, "The customer is in each tuple as well. Under the customer's name, article and amount are enough.")
def keeps_whole_orders(orders):
    groups = {}
    for order in orders:
        groups.setdefault(order[0], []).append(order)
    return groups


@mistake(by_customer, "An order that came twice is there once. Whoever orders the same again wants it twice.")
def drops_repeated_orders(orders):
    return by_customer(list(dict.fromkeys(orders)))


@mistake(by_customer, "The orders of each customer have been sorted. They were to stay in the order in which they came.")
def sorts_orders(orders):
    return by_customer(sorted(orders))


@mistake(inverted, "Under each article stands one shelf, the last: where an article lies on several, the others have been overwritten.")
def keeps_the_last_shelf(shelves):
    return {article: [shelf] for shelf in sorted(shelves) for article in shelves[shelf]}


@mistake(inverted, "Under each article stands a shelf as a text. It was to be a list, since there may be several.")
def a_shelf_for_a_list(shelves):
    return {article: shelf for shelf in sorted(shelves) for article in shelves[shelf]}


@mistake(inverted, "A shelf that lists an article twice is there twice. Is it there already?")
def repeats_shelves(shelves):
    places = {}
    for shelf in sorted(shelves):
        for article in shelves[shelf]:
            places.setdefault(article, []).append(shelf)
    return places


@mistake(inverted, "The shelves stand in the order in which the dictionary holds them. They were to be sorted.")
def leaves_shelves_unsorted(shelves):
    places = {}
    for shelf, articles in shelves.items():
        for article in articles:
            found = places.setdefault(article, [])
            if shelf not in found:
                found.append(shelf)
    return places


@mistake(
    inverted,
    "Capitals are sorted like small letters. Python sorts texts letter by letter, all capitals before the small letters.",
)
def sorts_by_a_key(shelves):
    return {article: sorted(found, key=lambda shelf: (shelf.lower(), shelf)) for article, found in inverted(shelves).items()}


@mistake(inverted, "The shelves of an article are a set. A set has no order: what was asked for is a sorted list.")
def sets_for_lists(shelves):
    return {article: set(found) for article, found in inverted(shelves).items()}


@mistake(inverted, "The articles of a shelf are taken as one key, and a list cannot be one, since it can change. Each *article* is a key.")
def lists_as_keys(shelves):
    return {articles: shelf for shelf, articles in shelves.items()}


@check("adds up what the stores have", sizes=(1, 2, 4))
def sums(learner, rng, size):
    stocks = [_stock(rng, 1, 20) for _ in range(size)]
    stocks.append({**stocks[0], "spring": 7})
    expect(learner.merged(stocks)).equals(merged(stocks))


@check("takes what is owed off, and leaves it owed where there is nothing else")
def owed(learner, rng):
    for _ in range(3):
        stocks = [{**_stock(rng, -20, -1), "spring": -3}, _stock(rng, 21, 40), {"spring": 1, "gear": -2}]
        expect(learner.merged(stocks)).equals(merged(stocks))
        expect(learner.merged(stocks[::-1])).equals(merged(stocks))


@check("leaves out articles whose sum is 0, and no others")
def zero_sums(learner, rng):
    some = int(rng.integers(1, 20))
    stocks = [{"nut": some, "bolt": 0, "cog": 0}, {"nut": -some, "cog": 4, "gear": -some}, {"spring": 0, "gear": 1 + some}]
    expect(learner.merged(stocks)).equals({"cog": 4, "gear": 1})
    expect(learner.merged([{"nut": 0}])).equals({})
    stocks = [{"nut": 1, "bolt": some}, {"bolt": -some}, {"bolt": some}]
    expect(learner.merged(stocks)).equals({"nut": 1, "bolt": some})


@check("collects each customer's orders, in their order", sizes=(3, 6, 12))
def orders_of_each(learner, rng, size):
    orders = [*_orders(rng, size), ("Ada", "nut", 9), ("Ada", "bolt", 8), ("Eva", "cog", 1)]
    got = learner.by_customer(orders)
    expect(got).equals(by_customer(orders))
    expect(got["Eva"]).is_a(list)
    expect(got["Eva"][0]).is_a(tuple)


@check("collects orders of one customer that come between those of others, or twice")
def orders_apart(learner, rng):
    first, second = rng.permutation(["Ada", "Ben", "Cem"]).tolist()[:2]
    amount = int(rng.integers(1, 9))
    orders = [(first, "nut", amount), (second, "cog", 2), (first, "bolt", 1), (second, "cog", 2), (first, "nut", amount)]
    expect(learner.by_customer(orders)).equals(by_customer(orders))
    orders = [(first, "nut", 0), (second, "cog", -amount), (second, "nut", amount), (first, "nut", -amount)]
    expect(learner.by_customer(orders)).equals(by_customer(orders))


@check("finds the shelf of every article")
def one_shelf_each(learner, rng):
    articles = rng.permutation(_ARTICLES).tolist()
    shelves = {"A1": articles[:2], "B2": articles[2:3], "C3": articles[3:]}
    got = learner.inverted(shelves)
    expect(got).equals(inverted(shelves))
    expect(got["nut"]).is_a(list)


@check("finds all shelves of an article, in their order")
def several_shelves(learner, rng):
    for _ in range(3):
        shelves = {shelf: rng.permutation(_ARTICLES).tolist()[: 1 + at] for at, shelf in enumerate(_shelves(rng))}
        expect(learner.inverted(shelves)).equals(inverted(shelves))
    shelves = {"C3": ["nut"], "B2": ["cog", "nut"], "A1": ["nut", "cog"]}
    expect(learner.inverted(shelves)).equals(inverted(shelves))
    shelves = {shelf: ["nut"] for shelf in rng.permutation(["B2", "a1", "B10", "C3", "c1"]).tolist()}
    expect(learner.inverted(shelves)).equals({"nut": ["B10", "B2", "C3", "a1", "c1"]})


@check("names a shelf once, however often the article is listed for it")
def listed_twice(learner, rng):
    for _ in range(2):
        shelves = {shelf: rng.choice(_ARTICLES[:3], size=4).tolist() for shelf in _shelves(rng)}
        shelves["B2"] = ["nut", "cog", "nut", "nut"]
        expect(learner.inverted(shelves)).equals(inverted(shelves))


@check("deals with empty shelves, and with nothing at all")
def nothing(learner, rng):
    expect(learner.inverted({"A1": [], "B2": ["nut"], "C3": []})).equals({"nut": ["B2"]})
    expect(learner.inverted({"A1": []})).equals({})
    expect(learner.inverted({})).equals({})
    expect(learner.merged([])).equals({})
    expect(learner.merged([{}, {"nut": 2}, {}])).equals({"nut": 2})
    expect(learner.by_customer([])).equals({})


@check("leaves its arguments as they were")
def unchanged(learner, rng):
    for stocks in ([{"nut": 1}, {"nut": 2, "cog": 3}], [{"nut": 0, "cog": 1}, {}, {"cog": -1}], [{"nut": 0}]):
        expect(learner.merged).leaves_unchanged(stocks)
    expect(learner.by_customer).leaves_unchanged(_orders(rng, 5))
    expect(learner.inverted).leaves_unchanged({"B2": ["nut", "cog", "nut"], "A1": ["nut"], "C3": []})


_ARTICLES = ("nut", "bolt", "cog", "gear", "washer")


def _stock(rng, low, high):
    articles = rng.permutation(_ARTICLES).tolist()[: int(rng.integers(2, 5))]
    return {article: int(rng.integers(low, high + 1)) for article in articles}


def _orders(rng, size):
    names = rng.choice(["Ada", "Ben", "Cem", "Dora"], size=size).tolist()
    return [(name, str(rng.choice(_ARTICLES)), int(rng.integers(1, 9))) for name in names]


def _shelves(rng):
    return rng.permutation(["A1", "B2", "C3", "D4"]).tolist()
