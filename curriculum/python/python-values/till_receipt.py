"""A till that is right to the cent

A till counts in whole cents. Finish its four functions: what is in parentheses is handed in, and what stands after
`return` is handed back. Every amount that is handed in is 0 or more, and every number that is handed back is a whole one,
an `int`. All of it holds for amounts of up to twenty digits. Neither `if` nor a loop is needed.

- `line_total(price, quantity)`: the cents for `quantity` pieces. `price` is text, as scanned: digits, a point, and two
  digits, such as `"12.99"`. `quantity` is a whole number.
- `tax(net, percent)`: the tax on `net` cents at a whole number of percent, in cents. It is rounded to the nearest cent; half
  a cent is rounded up.
- `change(paid, due)`: what is handed back when `paid` cents are given for `due` cents, as five numbers in a tuple or a
  list: how many dollars (100 cents), quarters (25), dimes (10), nickels (5) and pennies (1). It takes as many of the
  largest coin as fit, then as many of the next, and so on. `paid` is never less than `due`.
- `split(total, friends)`: two numbers, `(share, more)`. `total` cents are split among `friends` people: all of them pay
  `share` cents, and `more` of them, fewer than there are people, pay one cent on top. Together that is `total`.

```python
line_total("0.29", 3)    # 87
tax(1250, 7)    # 88
change(1000, 828)    # (1, 2, 2, 0, 2)
split(1000, 3)    # (333, 1)
```

12.50 at 7 percent is 87.5 cents of tax, and so 88.
"""

from mlestone.proving import answer, check, expect, hints, mistake, tolerance

tolerance(rtol=0, atol=0)  # cents are counted; and a mistake in floats is not taken for a whole number close to it

hints(
    "Which of your operators makes a float of two whole numbers, and what can a float not hold exactly?",
    "`//` tells how many times one number fits into another, and `%` what is left over. Text can lose its point before it "
    "becomes a number: `replace` puts one piece of text in another's place.",
    "To round half up in whole numbers, add half of the divisor before dividing by `//`.",
)


@answer
def line_total(price: str, quantity: int) -> int:
    """Return the cents for `quantity` pieces at `price`, a text such as "12.99"."""
    return int(price.replace(".", "")) * quantity


@answer
def tax(net: int, percent: int) -> int:
    """Return the tax on `net` cents, half a cent rounded up."""
    return (net * percent + 50) // 100


@answer
def change(paid: int, due: int) -> tuple:
    """Return how many dollars, quarters, dimes, nickels and pennies are handed back."""
    left = paid - due
    dollars = left // 100
    left = left % 100
    quarters = left // 25
    left = left % 25
    dimes = left // 10
    left = left % 10
    return (dollars, quarters, dimes, left // 5, left % 5)


@answer
def split(total: int, friends: int) -> tuple:
    """Return what each pays, and how many of them pay one cent more."""
    return (total // friends, total % friends)


@mistake(
    line_total,
    "Right for the prices of a shop. A float holds about sixteen digits, and the amounts may be longer than that.",
)
def rounds_the_float(price, quantity):
    return round(float(price) * 100) * quantity


@mistake(line_total, "The text was repeated: `*` between text and a number does that. What has to happen to `price` first?")
def repeats_the_text(price, quantity):
    return price * quantity


@mistake(
    line_total,
    "`int` cuts off what stands behind the point, and 0.29 * 100 is a little less than 29: most totals are right, and some "
    "are a cent short. Does the price have to become a float on its way to cents?",
)
def cuts_the_float(price, quantity):
    return int(float(price) * 100) * quantity


@mistake(line_total, "That is right in cents and wrong in kind: what comes back has a point. A till counts whole cents.")
def rounds_to_a_float(price, quantity):
    return round(float(price) * 100, 0) * quantity


@mistake(line_total, "These are dollars, as a float. Asked for are cents, as a whole number.")
def stays_in_dollars(price, quantity):
    return float(price) * quantity


@mistake(tax, "Exactly half a cent goes down here, and everything else to the nearest cent. A half is to be rounded up.")
def rounds_half_down(net, percent):
    return (net * percent + 49) // 100


@mistake(tax, "The amount is made whole dollars before the tax is worked out, so its cents are not taxed. When is `//` to come?")
def rounds_the_amount_first(net, percent):
    return (net + 50) // 100 * percent


@mistake(tax, "Each part of a cent becomes a whole one, however small it is. Asked for is the nearest cent.")
def always_rounds_up(net, percent):
    return (net * percent + 99) // 100


@mistake(tax, "What is below a cent is dropped by `//`, however much of a cent it is. Asked for is the nearest cent.")
def cuts_the_tax(net, percent):
    return net * percent // 100


@mistake(tax, "Rounding half up by adding a half is sound; `/` makes floats, in which long amounts lose their last cents.")
def adds_a_half_to_a_float(net, percent):
    return int(net * percent / 100 + 0.5)


@mistake(
    tax,
    "`round` takes a half to the nearest *even* number: 87.5 goes to 88, but 86.5 goes to 86. Half a cent is to be rounded up.",
)
def rounds_half_to_even(net, percent):
    return round(net * percent / 100)


@mistake(tax, "This is the amount with its tax; asked for is the tax alone.")
def adds_the_tax(net, percent):
    return net + tax(net, percent)


@mistake(tax, "What comes back is a float with parts of a cent. Nobody can pay those.")
def does_not_round(net, percent):
    return net * percent / 100


@mistake(
    change,
    "Each coin is counted as if it alone had to make up the whole change. What is left once the larger coins are taken off?",
)
def starts_over_for_each_coin(paid, due):
    left = paid - due
    return (left // 100, left // 25, left // 10, left // 5, left)


@mistake(change, "`/` divides to the end: 1.72 dollars are no coins. How many whole dollars fit in?")
def divides_coins(paid, due):
    left = paid - due
    return (left / 100, left % 100 / 25, left % 25 / 10, left % 25 % 10 / 5, left % 5)


@mistake(change, "`due - paid` is below 0, and `//` then goes to the next lower number. Which of the two is larger?")
def subtracts_the_wrong_way(paid, due):
    return change(due, paid)


@mistake(change, "The coins are in the opposite order: dollars come first.")
def smallest_first(paid, due):
    return change(paid, due)[::-1]


@mistake(
    change,
    "The nickels are taken from what tens leave over of the whole change. 100 is a multiple of 10, but 25 is not: what is left "
    "once the quarters and the dimes are taken off?",
)
def takes_nickels_from_the_whole(paid, due):
    left = paid - due
    return (left // 100, left % 100 // 25, left % 100 % 25 // 10, left % 10 // 5, left % 5)


@mistake(split, "`/` makes a float, which has lost the last cents of a long amount before `int` gets to see it.")
def cuts_the_share(total, friends):
    return (int(total / friends), total % friends)


@mistake(split, "`share` is a float here, and `share` times the people is not the total. How many whole cents can each pay?")
def splits_cents(total, friends):
    return (total / friends, 0)


@mistake(split, "Nobody pays what is left over: the cents do not add up to the total.")
def forgets_the_rest(total, friends):
    return (total // friends, 0)


@mistake(
    split,
    "A share that is rounded up makes all of them together pay too much, and `more` goes below 0. Which way is `share` to go?",
)
def rounds_the_share(total, friends):
    share = (2 * total + friends) // (2 * friends)
    return (share, total - share * friends)


@mistake(split, "These are the right numbers in the wrong order: the share comes first.")
def rest_first(total, friends):
    return (total % friends, total // friends)


@check("adds up some pieces at an ordinary price")
def ordinary_lines(learner, rng):
    for quantity in (1, 2, int(rng.integers(3, 12))):
        cents = 25 * int(rng.integers(5, 80))
        expect(learner.line_total(_price(cents), quantity)).equals(cents * quantity).is_a(int)


@check("taxes an amount, to the nearest cent")
def ordinary_tax(learner, rng):
    expect(learner.tax(100 * int(rng.integers(2, 90)), int(rng.integers(5, 25)))).is_a(int)
    for rest in (20, 80, 49, 51, 0):
        percent = int(rng.choice([3, 7, 9, 11, 13, 17, 19, 21, 23]))
        net = 100 * int(rng.integers(3, 90)) + rest * pow(percent, -1, 100) % 100  # so many hundredths of a cent
        expect(learner.tax(net, percent)).equals(tax(net, percent)).is_a(int)


@check("hands back change in coins")
def ordinary_change(learner, rng):
    for left in (141, 90, 99, int(rng.integers(100, 1000)), int(rng.integers(1, 100))):
        due = int(rng.integers(100, 5000))
        got = learner.change(due + left, due)
        expect(got).equals(change(due + left, due))
        _all_whole(got)


@check("splits an amount so that it adds up")
def ordinary_split(learner, rng):
    for friends in (3, 7, int(rng.integers(8, 30)), 1):
        total = int(rng.integers(1000, 9000)) // friends * friends + friends - 1
        for amount in (total, total - friends // 2, total + 1):
            got = learner.split(amount, friends)
            expect(got).equals(split(amount, friends))
            _all_whole(got)


@check("counts every price to the cent, also those that a float misses")
def every_price(learner, rng):
    missed = [cents for cents in range(1, 20_000) if int(float(_price(cents)) * 100) != cents]
    for cents in (29, *rng.choice(missed, size=4).tolist(), *rng.integers(1, 100, size=2).tolist()):
        expect(learner.line_total(_price(cents), 1)).equals(cents).is_a(int)
        quantity = int(rng.integers(2, 30))
        expect(learner.line_total(_price(cents), quantity)).equals(cents * quantity).is_a(int)


@check("rounds half a cent of tax up, whether the cents below it are even or odd")
def half_a_cent(learner, rng):
    for percent in (5, 1, 15, 7):
        for step in rng.permutation([0, 1, 2, 3]).tolist():
            net = 100 * int(rng.integers(1, 40)) * 2 + 50 + 100 * step if percent in (1, 7) else 20 * step + 10
            expect(learner.tax(net, percent)).equals(tax(net, percent)).is_a(int)


@check("does nothing wrong with nothing")
def nothing(learner, rng):
    expect(learner.line_total(_price(int(rng.integers(1, 900))), 0)).equals(0)
    expect(learner.line_total("0.00", int(rng.integers(1, 9)))).equals(0)
    expect(learner.tax(0, int(rng.integers(1, 30)))).equals(0)
    expect(learner.tax(int(rng.integers(1, 900)), 0)).equals(0)
    paid = int(rng.integers(1, 900))
    expect(learner.change(paid, paid)).equals((0, 0, 0, 0, 0))
    friends = int(rng.integers(5, 20))
    for total in (0, friends - 2):
        expect(learner.split(total, friends)).equals((0, total))


@check("is exact in amounts of twenty digits")
def long_amounts(learner, rng):
    for _ in range(3):
        amount, other = (int("".join(map(str, rng.integers(1, 10, size=20)))) for _ in range(2))
        quantity = int(rng.integers(2, 9))
        expect(learner.line_total(_price(amount), quantity)).equals(amount * quantity)
        expect(learner.tax(amount, 19)).equals(tax(amount, 19))
        low, high = sorted((amount, other))
        got = learner.change(high, low)
        expect(got).equals(change(high, low))
        _all_whole(got)
        got = learner.split(amount, quantity)
        expect(got).equals(split(amount, quantity))
        _all_whole(got)


def _price(cents):
    """Cents as they are scanned."""
    return f"{cents // 100}.{cents % 100:02}"


def _all_whole(numbers):
    for number in numbers:
        expect(number).is_a(int)
