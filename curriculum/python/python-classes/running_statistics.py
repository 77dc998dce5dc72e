r"""Mean and variance of what is not kept

A thousand sensors each send a number a second: too many numbers to keep. Write the class `Running`, whose objects stand for numbers
that have come by.

- `Running()` begins without any; `Running(numbers)` has taken in the numbers of a list, or of whatever else a loop can go through.
- `update(number)` takes in one more.
- `count`, `mean` and `variance` are read without parentheses, at any moment: how many numbers there were, their mean, and the mean of
  their squared distances from that mean (dividing by `count`, as NumPy does). Without numbers, `mean` and `variance` are `None`.
- `one.merge(other)` takes in all the numbers that another `Running` stands for. `other` stays as it was, and may be `one` itself.
- `one + other` is a new `Running` that stands for the numbers of both. `one` and `other` stay as they were, and what comes to any of the
  three later has no effect on the two others. Either may be without numbers, and both may be the same object. To add anything but a
  `Running` raises a `TypeError`.
- `repr(one)` is a text such as `<Running count=3 mean=2.00 variance=0.67>`, both numbers with two digits behind the point, and
  `<Running count=0>` without numbers. It is also what a list shows of its elements.

The numbers are not kept: after 2,000 updates an object takes at most 500 bytes more than after 10, as `bytes_held`, which is there for you
to try, counts them. And they may lie far from 0, at $10^8$ with differences of 1: the mean of the squares minus the square of the mean is
nothing but rounding there. These formulas are safe. With $n$ numbers, mean $m$ and the sum $s$ of squared distances from it, a new
number $x$ makes

$$m' = m + \frac{x - m}{n + 1}, \qquad s' = s + (x - m)(x - m'),$$

and two groups of numbers, with $n_1, m_1, s_1$ and $n_2, m_2, s_2$, have together

$$m = \frac{n_1 m_1 + n_2 m_2}{n_1 + n_2}, \qquad s = s_1 + s_2 + (m_2 - m_1)^2 \, \frac{n_1 n_2}{n_1 + n_2}.$$

```python
early = Running([1, 2])
early.update(3)
early    # <Running count=3 mean=2.00 variance=0.67>
both = early + Running([10])
(both.count, both.mean, both.variance)    # (4, 4.0, 12.5)
both.merge(early)
(both.count, early.count)    # (7, 3)
```
"""

import gc
import sys

import numpy as np

from mlestone.proving import afterwards, answer, check, equivalent, expect, given, hints, mistake, tolerance

tolerance(rtol=1e-6, atol=1e-9)

hints(
    "Which three numbers are enough to go on, whatever came before? Whose are they: the class's, or each object's?",
    "`__init__` gives every new object its own three attributes, on `self`. Python asks `__add__` what `one + other` is, and `__repr__` what "
    "an object looks like; `@property` makes a method readable like an attribute.",
    "Keep the sum of squared distances, not the variance. `__add__` can make a new object without numbers and merge both into it; what is "
    "no `Running` is met with `return NotImplemented`, out of which Python makes the error.",
)

afterwards(
    "The first pair of formulas is Welford's, of 1962; the second, Chan, Golub and LeVeque's, of 1979, lets many machines each work on their "
    "part. scikit-learn's `StandardScaler.partial_fit` does this column by column, and the layers of PyTorch that normalise batches keep "
    "running means as well."
)


@answer
class Running:
    """Count, mean and variance of numbers that are not kept."""

    def __init__(self, numbers=()):
        self.count = 0
        self._mean = 0.0
        self._squares = 0.0
        for number in numbers:
            self.update(number)

    def update(self, number):
        """Take in one more number."""
        before = number - self._mean
        self.count += 1
        self._mean += before / self.count
        self._squares += before * (number - self._mean)

    @property
    def mean(self):
        """The mean of the numbers, or None without any."""
        return self._mean if self.count else None

    @property
    def variance(self):
        """The mean squared distance from the mean, or None without numbers."""
        return self._squares / self.count if self.count else None

    def merge(self, other):
        """Take in the numbers of another one, which stays as it was."""
        count = self.count + other.count
        if count:
            apart = other._mean - self._mean
            self._squares += other._squares + apart**2 * self.count * other.count / count
            self._mean = (self.count * self._mean + other.count * other._mean) / count
            self.count = count

    def __add__(self, other):
        if not isinstance(other, Running):
            return NotImplemented
        both = Running()
        both.merge(self)
        both.merge(other)
        return both

    def __repr__(self):
        if not self.count:
            return "<Running count=0>"
        return f"<Running count={self.count} mean={self.mean:.2f} variance={self.variance:.2f}>"


equivalent("self._mean = 0.0 -> self._mean = 1.0", "The first number makes the mean its own, whatever that was.")


@given
def bytes_held(thing):
    """Return the bytes that a thing takes, with all that it holds on to."""
    met, waiting, total = set(), [thing], 0
    while waiting:
        one = waiting.pop()
        if id(one) not in met and not isinstance(one, type | type(sys) | type(bytes_held)):
            met.add(id(one))
            total += sys.getsizeof(one)
            waiting.extend(gc.get_referents(one))
    return total


@given
def shown(thing):
    """Return what a list shows of a thing."""
    return str([thing])[1:-1]


@mistake(
    Running,
    "The list stands in the class, outside of `__init__`: there is one for all objects, and each counts the numbers of all others. What makes "
    "an attribute the object's own?",
)
class OneForAll(Running):
    _numbers = []

    def __init__(self, numbers=()):
        self._numbers.extend(numbers)
        self._take()

    def _take(self):
        self.count, whole = len(self._numbers), Running(self._numbers)
        self._mean, self._squares = whole._mean, whole._squares

    def update(self, number):
        self._numbers.append(number)
        self._take()


@mistake(
    Running,
    "Every new object sets the numbers of all others back to 0: `__init__` writes to the class instead of `self`, so that there is one state "
    "for all.",
)
class StateOfTheClass(Running):
    def __init__(self, numbers=()):
        kind = StateOfTheClass
        kind.count, kind._mean, kind._squares = 0, 0.0, 0.0
        for number in numbers:
            self.update(number)

    def update(self, number):
        whole = Running()
        whole.count, whole._mean, whole._squares = self.count, self._mean, self._squares
        whole.update(number)
        kind = StateOfTheClass
        kind.count, kind._mean, kind._squares = whole.count, whole._mean, whole._squares


@mistake(
    Running,
    "This is the mean of the squares minus the square of the mean. Far from 0 both are huge and nearly equal, and their difference is "
    "made of rounding.",
)
class SquaresMinusSquare(Running):
    def __init__(self, numbers=()):
        self._sum, self._sum_of_squares = 0.0, 0.0
        super().__init__(numbers)

    def update(self, number):
        super().update(number)
        self._sum += number
        self._sum_of_squares += number**2

    @property
    def variance(self):
        return self._sum_of_squares / self.count - (self._sum / self.count) ** 2 if self.count else None

    def merge(self, other):
        super().merge(other)
        self._sum, self._sum_of_squares = self._sum + other._sum, self._sum_of_squares + other._sum_of_squares

    def __add__(self, other):
        if not isinstance(other, Running):
            return NotImplemented
        both = SquaresMinusSquare()
        both.merge(self)
        both.merge(other)
        return both


@mistake(Running, "The sum of squares is divided by one less than the count. Asked for is the mean squared distance.")
class DividesByOneLess(Running):
    @property
    def variance(self):
        return self._squares / (self.count - 1) if self.count > 1 else 0.0 if self.count else None


@mistake(
    Running,
    "Both factors are the distance from the *new* mean, so that every number counts for less than it should. Which mean does each of them ask for?",
)
class NewMeanTwice(Running):
    def update(self, number):
        squares = self._squares
        super().update(number)
        self._squares = squares + (number - self._mean) ** 2


@mistake(Running, "Two means are merged half and half, however many numbers stand behind each.")
class MeanOfMeans(Running):
    def merge(self, other):
        mean = (self._mean + other._mean) / 2 if self.count and other.count else self._mean + other._mean
        super().merge(other)
        self._mean = mean


@mistake(
    Running,
    "The squared distances of both are added, each measured from its own mean. How far is it from these to the common one?",
)
class ForgetsTheDistance(Running):
    def merge(self, other):
        squares = self._squares + other._squares
        super().merge(other)
        self._squares = squares


@mistake(
    Running,
    "The count is changed first, and the formulas after it work with the new one. They ask for the numbers before: in which order are they "
    "to be changed?",
)
class CountsTooEarly(Running):
    def merge(self, other):
        before = self.count
        self.count += other.count
        super().merge(other)
        self.count = before + other.count


@mistake(Running, "`one + other` changes `one`, and hands it back. Whoever adds two numbers finds both unchanged.")
class ChangesTheLeft(Running):
    def __add__(self, other):
        if not isinstance(other, Running):
            return NotImplemented
        self.merge(other)
        return self


@mistake(Running, "If one of the two is without numbers, the other one itself comes back, and no new object: later numbers go to both names.")
class HandsOneBack(Running):
    def __add__(self, other):
        if isinstance(other, Running) and not (self.count and other.count):
            return other if other.count else self
        return super().__add__(other)


@mistake(Running, "Without numbers, there is a mean of 0, as if a zero had been measured.")
class ZeroOfNothing(Running):
    @property
    def mean(self):
        return self._mean

    @property
    def variance(self):
        return self._squares / max(self.count, 1)


@mistake(Running, "Without numbers, something is divided by 0. What did the prompt say of them?")
class DividesByNothing(Running):
    @property
    def mean(self):
        return self.count * self._mean / self.count

    @property
    def variance(self):
        return self._squares / self.count


@mistake(
    Running,
    "Something else than a `Running` is asked for a `count` that it has not, and the error tells of this. Look at what `other` is first.",
)
class AsksAnything(Running):
    def __add__(self, other):
        return super().__add__(other) if isinstance(other, Running) else other.count


@mistake(Running, "2 is shown as 2.0: `round` drops zeros at the end. A format such as `:.2f` keeps two digits.")
class RoundsInText(Running):
    def __repr__(self):
        if not self.count:
            return "<Running count=0>"
        return f"<Running count={self.count} mean={round(self.mean, 2)} variance={round(self.variance, 2)}>"


@mistake(Running, "A single number has no variance here. It lies at the mean: its squared distance from it is 0, and so is the mean of that.")
class NoneOfOne(Running):
    @property
    def variance(self):
        return self._squares / self.count if self.count > 1 else None


@mistake(Running, "A mean of 0 is shown as if there were no numbers. Which question tells whether there are any?")
class AsksTheMean(Running):
    def __repr__(self):
        return super().__repr__() if self.mean else "<Running count=0>"


@mistake(Running, "The variance is found once, in the beginning, and stays the same when more numbers come. When should it be worked out?")
class FirstVarianceStays(Running):
    def __init__(self, numbers=()):
        super().__init__(numbers)
        self._first = super().variance

    @property
    def variance(self):
        return self._first


@check("knows count, mean and variance of a list, as NumPy does", sizes=(1, 2, 5, 40))
def of_a_list(learner, rng, size):
    numbers = _numbers(rng, size)
    _stands_for(_running(learner, numbers), numbers)
    _stands_for(_running(learner, iter(numbers)), numbers)
    _stands_for(_running(learner, np.array(numbers)), numbers)


@check("knows them after each update")
def after_updates(learner, rng):
    numbers = _numbers(rng, 6)
    begun, fresh = _running(learner, numbers[:2]), _running(learner)
    for at, number in enumerate(numbers[2:], 3):
        begun.update(number)
        fresh.update(number)
        _stands_for(begun, numbers[:at])
        _stands_for(fresh, numbers[2:at])


@check("keeps its numbers apart from those of other objects")
def apart(learner, rng):
    numbers, others, more = _numbers(rng, 4), _numbers(rng, 3), float(rng.normal())
    one, other = _running(learner, numbers), _running(learner, others)
    _stands_for(one, numbers)
    other.update(more)
    _running(learner)
    _stands_for(one, numbers)
    _stands_for(other, [*others, more])


@check("has neither mean nor variance without numbers")
def nothing(learner, rng):
    empty = _running(learner)
    for one in (empty, _running(learner, []), empty + _running(learner)):
        expect([one.count, one.mean, one.variance]).equals([0, None, None])
    empty.update(float(rng.normal(5)))
    expect(empty.variance).close(0.0)
    zeros = _running(learner, [0, 0])
    expect([zeros.count, zeros.mean, zeros.variance]).close([2, 0.0, 0.0])


@check("merges another one into itself, and leaves that as it was", sizes=(1, 3, 8))
def merged(learner, rng, size):
    few, many = _numbers(rng, size), _numbers(rng, 3 * size)
    one, other = _running(learner, few), _running(learner, many)
    one.merge(other)
    _stands_for(one, few + many)
    _stands_for(other, many)
    one.update(few[0])
    _stands_for(one, [*few, *many, few[0]])
    other.merge(other)
    _stands_for(other, many + many)
    empty = _running(learner)
    other.merge(empty)
    _stands_for(other, many + many)
    empty.merge(empty)
    expect(empty.count).equals(0)
    empty.merge(one)
    _stands_for(empty, [*few, *many, few[0]])


@check("adds up to what stands for the numbers of both", sizes=(1, 3, 8))
def sums(learner, rng, size):
    few, many = _numbers(rng, size), _numbers(rng, 3 * size)
    one, other = _running(learner, few), _running(learner, many)
    _stands_for(one + other, few + many)
    _stands_for(other + one, few + many)
    _stands_for(one + one, few + few)
    parts = [_running(learner, [number]) for number in few]
    _stands_for(sum(parts, _running(learner)), few)
    for whole in (one + _running(learner), _running(learner) + one):
        _stands_for(whole, few)


@check("makes a new object of a sum, and leaves the others alone, then and later")
def new_object(learner, rng):
    numbers, others, more = _numbers(rng, 3), _numbers(rng, 2), float(rng.normal())
    for given_numbers in (others, []):
        one, other = _running(learner, numbers), _running(learner, given_numbers)
        for both in (one + other, other + one):
            _stands_for(one, numbers)
            _stands_for(other, given_numbers)
            both.update(more)
            _stands_for(both, [*numbers, *given_numbers, more])
            _stands_for(one, numbers)
            _stands_for(other, given_numbers)
        both = one + other
        one.update(more)
        other.update(more)
        _stands_for(both, [*numbers, *given_numbers])
    one, empty = _running(learner, numbers), _running(learner)
    twice, none = one + one, empty + empty
    one.update(more)
    empty.update(more)
    _stands_for(twice, numbers + numbers)
    expect(none.count).equals(0)


@check("shows itself with two digits behind each point, and its count alone without numbers")
def texts(learner, rng):
    for some in _to_show(rng):
        expect(str(_running(learner, some))).text(repr(Running(some)))


@check("shows itself in a list as well, where `__str__` is not asked")
def texts_in_a_list(learner, rng):
    for some in _to_show(rng):
        got, wanted = learner.shown(_running(learner, some)), repr(Running(some))
        expect(got == wanted).is_true(f"a list shows `{wanted}`", f"A list shows `{got}`, expected `{wanted}`.")


@check("is right far from 0 as well, where squares leave nothing but rounding")
def far_from_zero(learner, rng):
    numbers = [1e8 + round(float(number), 3) for number in rng.normal(size=60)]
    _stands_for(_running(learner, numbers), numbers)
    one, other = _running(learner, numbers[:13]), _running(learner, numbers[13:])
    _stands_for(one + other, numbers)
    one.merge(other)
    _stands_for(one, numbers)


@check("holds no more after thousands of numbers than after a few")
def small(learner, rng):
    numbers = rng.normal(size=2_000).tolist()
    few, many = _running(learner, numbers[:10]), _running(learner, numbers)
    merged = _running(learner, numbers[:800])
    merged.merge(_running(learner, numbers[800:]))
    _stands_for(many, numbers)
    least = learner.bytes_held(few)
    for one in (many, merged, few + many):
        held = learner.bytes_held(one)
        said = f"After 10 numbers it holds {least:,} bytes, after 2,000 it holds {held:,}. What of a number is needed when the next one comes?"
        expect(held - least <= 500).is_true("it holds at most 500 bytes more after 2,000 numbers than after 10", said)


@check("raises a TypeError when something else is added")
def something_else(learner, rng):
    one = _running(learner, _numbers(rng, 3))
    for other in (float(rng.normal()), 0, "1", None, [1.0, 2.0]):
        expect.raises(TypeError, lambda: one + other)


def _running(learner, *numbers):
    """An object of the learner's class, to be handed to the learner's functions."""
    return learner.Running(*numbers)


def _numbers(rng, size):
    return [round(float(number), 2) for number in rng.normal(rng.uniform(-20, 20), 3, size=size)]


def _to_show(rng):
    return [rng.normal(20, 3, size=5).round(3).tolist(), [7], [2, 2, 2], [-2, 2], [0], [0.5, 1.5], [-3, 1000], []]


def _stands_for(one, numbers):
    got = {"count": one.count, "mean": one.mean, "variance": one.variance}
    expect(got["count"]).equals(len(numbers))
    if numbers:
        expect(got).close({"count": len(numbers), "mean": float(np.mean(numbers)), "variance": float(np.var(numbers))})
