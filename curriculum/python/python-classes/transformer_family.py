"""One interface, and who stands behind it

Before a model sees a column of numbers, the column is prepared: cut, scaled, one after the other. Write four classes that are all used
in the same way. A column is a list of at least one number.

`Transformer(name)` is what they have in common:

- `name`, the text that it was given, and `fitted`, which is `False` at first.
- `fit(column)` learns nothing. It sets `fitted` to `True`, and returns the transformer itself.
- `transform(column)` is for each kind to say. Here, it raises a `NotImplementedError`.
- `fit_transform(column)` fits on a column, and returns that column transformed. It works for every subclass, also one that is written
  later and has a `transform` and perhaps a `fit` of its own, but no `fit_transform`.

Three kinds inherit from it. What `transform` returns is a new list, and the column stays as it was.

- `Clip(low, high)`, whose name is `"clip"`, puts `low` in place of smaller numbers and `high` in place of larger ones. It need not have
  been fitted.
- `Scale()`, whose name is `"scale"`, learns the smallest and the largest number of a column with `fit`, and forgets what it learned
  before. `transform` puts the smallest at 0, the largest at 1, and any other number in proportion, also below 0 and above 1. If the two
  were equal, it only subtracts them. Without `fit`, it raises a `ValueError`.
- `Chain(parts)` is made of a list of transformers. Its name is theirs, with `" > "` between them. `fit` fits each part on what the parts
  before it, fitted, make of the column; `transform` lets the column go through all of them, as they are. A chain may be part of a chain,
  and one without parts makes a copy. What happens to the list `parts` later has no effect on the chain.

A part may be of any class, also one that does not inherit from `Transformer`: of a part, a chain needs `name`, `fit` and `transform`, and
nothing else. `Centred` and `Tenths`, two kinds by other people, are there for you to try.

```python
chain = Chain([Clip(0, 10), Scale(), Tenths()])
chain.name    # "clip > scale > tenths"
chain.fitted    # False
chain.fit_transform([2, 7, 99])    # [0.0, 0.0625, 0.1]
chain.transform([6, 50])    # [0.05, 0.1]
Centred("mean 0").fit([1, 3]).transform([5])    # [3.0]
```
"""

from mlestone.proving import afterwards, answer, check, expect, given, hints, mistake, tolerance

tolerance(rtol=1e-9, atol=1e-12)

hints(
    "What does each kind have to say for itself, and what is the same for all of them?",
    "`super().__init__(…)` lets the base class set up its part of a new object, and `super().fit(column)` does its part of `fit`. A chain can "
    "ask every part in the same words; Python finds the method by the part's own class.",
    "In `fit_transform`, call `fit` and `transform` on `self`. In the `fit` of a chain, each part is fitted first, and then transforms the column "
    "for the next one.",
)

afterwards(
    "scikit-learn's `Pipeline` is this chain, and its transformers this family: `TransformerMixin` gives `fit_transform` to whoever has `fit` and "
    "`transform`. Its pipelines also ask no part for its class. With `abc.ABC` and `@abstractmethod`, Python's own way to leave a method open, a "
    "subclass without it cannot even be made: the error comes one step earlier than from `NotImplementedError`."
)


@answer
class Transformer:
    """What all transformers have in common."""

    def __init__(self, name):
        self.name = name
        self.fitted = False

    def fit(self, column):
        """Learn nothing, and return the transformer."""
        self.fitted = True
        return self

    def transform(self, column):
        """Each kind says here what it does with a column."""
        raise NotImplementedError(f"{type(self).__name__} has no transform of its own")

    def fit_transform(self, column):
        """Fit on a column, and return it transformed."""
        return self.fit(column).transform(column)


@answer
class Clip(Transformer):
    """Cuts numbers off at `low` and `high`."""

    def __init__(self, low, high):
        super().__init__("clip")
        self.low = low
        self.high = high

    def transform(self, column):
        """Return a list of the numbers, cut off."""
        return [min(max(number, self.low), self.high) for number in column]


@answer
class Scale(Transformer):
    """Puts the smallest number at 0 and the largest at 1."""

    def __init__(self):
        super().__init__("scale")

    def fit(self, column):
        """Learn the smallest and the largest number."""
        self._low = min(column)
        self._width = max(column) - self._low or 1
        return super().fit(column)

    def transform(self, column):
        """Return a list of the numbers, scaled."""
        if not self.fitted:
            raise ValueError("this scale has not been fitted")
        return [(number - self._low) / self._width for number in column]


@answer
class Chain(Transformer):
    """Several transformers, one after the other."""

    def __init__(self, parts):
        super().__init__(" > ".join(part.name for part in parts))
        self.parts = list(parts)

    def fit(self, column):
        """Fit each part on what those before it make of the column."""
        for part in self.parts:
            part.fit(column)
            column = part.transform(column)
        return super().fit(column)

    def transform(self, column):
        """Return what all parts make of the column."""
        for part in self.parts:
            column = part.transform(column)
        return list(column)


@given
class Centred(Transformer):
    """Takes the mean away. Whoever wrote it relies on `Transformer` for all the rest."""

    def fit(self, column):
        super().fit(column)
        self.mean = sum(column) / len(column)
        return self

    def transform(self, column):
        return [number - self.mean for number in column]


@given
class Tenths:
    """Divides by 10. It is no relation of `Transformer`, and has no more than a chain needs."""

    name = "tenths"

    def fit(self, column):
        return self

    def transform(self, column):
        return [number / 10 for number in column]


@given
def is_transformer(thing):
    """Return whether a thing's class is `Transformer` or inherits from it."""
    return isinstance(thing, Transformer)


@mistake(
    Transformer,
    "A kind that has no `transform` of its own hands back `None`, and the failure shows somewhere else, later. What says at once that something "
    "is missing?",
)
class PassesSilently(Transformer):
    def transform(self, column):
        pass


@mistake(
    Transformer,
    "A kind that has no `transform` of its own hands the column back unchanged, as if it had done its work. Nobody will ever notice.",
)
class DoesNothing(Transformer):
    def transform(self, column):
        return column


@mistake(
    Transformer,
    "`NotImplemented` is a value, for operators such as `+`; the error is called `NotImplementedError`. Raising the first one gives a `TypeError`, "
    "and returning it gives nothing to notice.",
)
class RaisesAValue(Transformer):
    def transform(self, column):
        raise NotImplemented


@mistake(Transformer, "`fit` ends without `return`, so that nothing can be asked of what it hands back: `fit(…).transform(…)` fails.")
class FitsAndIsGone(Transformer):
    def fit(self, column):
        self.fitted = True

    def fit_transform(self, column):
        self.fit(column)
        return self.transform(column)


@mistake(Transformer, "Once one transformer has been fitted, all say that they are: `fitted` is set on the class, not on `self`.")
class MarksTheClass(Transformer):
    fitted = False

    def __init__(self, name):
        self.name = name

    def fit(self, column):
        MarksTheClass.fitted = True
        return self


@mistake(
    Clip,
    "A `Clip` has no `name` and no `fitted`: its own `__init__` stands in place of the one of `Transformer`, which is no longer called. Who is to "
    "call it?",
)
class ClipForgetsItsBase(Clip):
    def __init__(self, low, high):
        self.low = low
        self.high = high


@mistake(Clip, "Everything becomes one of the two bounds: which of `min` and `max` goes with `low`?")
class CutsEverything(Clip):
    def transform(self, column):
        return [max(min(number, self.low), self.high) for number in column]


@mistake(Clip, "The numbers outside are dropped, and the column is shorter than it was. A bound was to stand in their place.")
class DropsWhatIsOutside(Clip):
    def transform(self, column):
        return [number for number in column if self.low <= number <= self.high]


@mistake(Clip, "The caller's list is changed on the way, and it is also what comes back.")
class ChangesTheColumn(Clip):
    def transform(self, column):
        column[:] = super().transform(column)
        return column


@mistake(Scale, "The smallest and the largest number are those of the column that is transformed, not those that `fit` saw.")
class LearnsAgain(Scale):
    def transform(self, column):
        if not self.fitted:
            raise ValueError("this scale has not been fitted")
        return Scale().fit(column).transform(column)


@mistake(Scale, "If all numbers were equal, it divides by 0. What is to be left of such a column?")
class DividesByZero(Scale):
    def fit(self, column):
        super().fit(column)
        self._width = max(column) - self._low
        return self


@mistake(
    Scale,
    "Its own `fit` stands in place of the one of `Transformer`, and does not do what that did: `fitted` stays `False`.",
)
class NeverMarked(Scale):
    def fit(self, column):
        super().fit(column)
        self.fitted = False
        return self

    def transform(self, column):
        if not hasattr(self, "_low"):
            raise ValueError("this scale has not been fitted")
        return [(number - self._low) / self._width for number in column]


@mistake(Scale, "What `fit` learns is kept on the class: all scales use what the last one of them has learned.")
class OneScaleForAll(Scale):
    def fit(self, column):
        learned = Scale().fit(column)
        OneScaleForAll._low, OneScaleForAll._width = learned._low, learned._width
        return Transformer.fit(self, column)


@mistake(Scale, "A scale whose smallest number is 0 passes for one that was never fitted: what it learned is asked whether it is true. Ask whether it is there.")
class TakesZeroForNothing(Scale):
    def transform(self, column):
        if not getattr(self, "_low", 0):
            raise ValueError("this scale has not been fitted")
        return super().transform(column)


@mistake(Scale, "Without `fit`, it fails with an `AttributeError`, over an attribute that nobody outside has heard of.")
class FailsInside(Scale):
    def transform(self, column):
        return [(number - self._low) / self._width for number in column]


@mistake(
    Chain,
    "All parts are fitted on the column as it came in. A part will get to see what those before it have made of it: on that it is to be fitted.",
)
class FitsAllOnTheFirst(Chain):
    def fit(self, column):
        for part in self.parts:
            part.fit(column)
        return Transformer.fit(self, column)


@mistake(
    Chain,
    "The chain asks of which kind a part is, and passes over those that it does not know. Whoever writes a new kind would have to change the "
    "chain. Need it know?",
)
class AsksForKinds(Chain):
    def fit(self, column):
        for part in self.parts:
            if isinstance(part, Clip | Scale | Chain):
                part.fit(column)
                column = part.transform(column)
        return Transformer.fit(self, column)

    def transform(self, column):
        for part in self.parts:
            if isinstance(part, Clip | Scale | Chain):
                column = part.transform(column)
        return list(column)


@mistake(Chain, "A part that does not inherit from `Transformer` is refused, or passed over, though it can do all that a chain needs.")
class WantsRelatives(Chain):
    def fit(self, column):
        for part in self.parts:
            if isinstance(part, Transformer):
                part.fit(column)
                column = part.transform(column)
        return Transformer.fit(self, column)

    def transform(self, column):
        for part in self.parts:
            if isinstance(part, Transformer):
                column = part.transform(column)
        return list(column)


@mistake(Chain, "The parts are fitted anew with every column that is to be transformed.")
class FitsAgain(Chain):
    def transform(self, column):
        for part in self.parts:
            column = part.fit(column).transform(column)
        return list(column)


@mistake(Chain, "The column goes through the parts from the last to the first.")
class FromTheEnd(Chain):
    def fit(self, column):
        for part in self.parts[::-1]:
            column = part.fit(column).transform(column)
        return Transformer.fit(self, column)

    def transform(self, column):
        for part in self.parts[::-1]:
            column = part.transform(column)
        return list(column)


@mistake(
    Chain,
    "A `Chain` has no `fitted`: its own `__init__` stands in place of the one of `Transformer`, which is no longer called. Who is to call it?",
)
class ChainForgetsItsBase(Chain):
    def __init__(self, parts):
        self.name = " > ".join(part.name for part in parts)
        self.parts = list(parts)


@mistake(Chain, "The chain holds the very list that it was given: who appends to that list later makes the chain longer.")
class KeepsTheCallersList(Chain):
    def __init__(self, parts):
        super().__init__(parts)
        self.parts = parts


@mistake(Chain, "Without parts, the column itself comes back, not a copy: whoever changes the one changes the other.")
class HandsTheColumnBack(Chain):
    def transform(self, column):
        for part in self.parts:
            column = part.transform(column)
        return column


@check("has the name it was given, learns nothing, and says that it was fitted")
def base(learner, rng):
    one, other = learner.Transformer("one"), learner.Transformer("other")
    expect([one.name, other.name, one.fitted, other.fitted]).equals(["one", "other", False, False])
    returned = one.fit(_column(rng, 3))
    expect([one.fitted, other.fitted, learner.Transformer("new").fitted]).equals([True, False, False])
    expect(returned is one).is_true("`fit` returns the transformer itself", f"`fit` returned {returned!r}, expected the transformer itself.")
    expect(one.name).equals("one")


@check("raises a NotImplementedError where a kind has no `transform` of its own")
def unfinished(learner, rng):
    one = learner.Transformer("unfinished")
    expect.raises(NotImplementedError, lambda: one.transform(_column(rng, 3)))
    one.fit(_column(rng, 3))
    expect.raises(NotImplementedError, lambda: one.transform(_column(rng, 1)))
    expect.raises(NotImplementedError, lambda: one.fit_transform(_column(rng, 3)))


@check("clips at both bounds")
def clips(learner, rng):
    low, high = (int(bound) for bound in sorted(rng.choice(9, size=2, replace=False)))
    clip = _made(learner, "Clip", low, high)
    column = [*_column(rng, 5), low, high, low - 1, high + 0.5, (low + high) / 2]
    expect(clip.transform(column)).is_a(list).close(Clip(low, high).transform(column))
    expect(_made(learner, "Clip", low, low).transform([low - 2, low + 1])).close([low, low])


@check("scales by what it was fitted on, and by nothing else")
def scales(learner, rng):
    column, other, new = _column(rng, 6), _column(rng, 4), _column(rng, 5)
    scale, second = _made(learner, "Scale"), _made(learner, "Scale")
    for fitted_on in ([4, 0, 2.5], [-4, 0, -2.5], column, other):
        scale.fit(fitted_on)
        for some in (fitted_on, new, new[:1]):
            expect(scale.transform(some)).is_a(list).close(Scale().fit(fitted_on).transform(some))
    second.fit(column)
    expect(scale.transform(new)).close(Scale().fit(other).transform(new))
    expect(second.transform(new)).close(Scale().fit(column).transform(new))


@check("only shifts if all numbers were equal, and raises a ValueError without `fit`")
def odd_scales(learner, rng):
    value, new = float(rng.normal()), _column(rng, 3)
    for column in ([value] * 3, [value]):
        expect(_made(learner, "Scale").fit_transform(column)).close([0.0] * len(column))
        scale = _made(learner, "Scale")
        scale.fit(column)
        expect(scale.transform(new)).close([number - value for number in new])
    scale = _made(learner, "Scale")
    expect.raises(ValueError, lambda: scale.transform(new))


@check("is a Transformer in all three kinds, with a name, not fitted at first, and fitted by `fit`")
def family(learner, rng):
    column = _column(rng, 4)
    kinds = (lambda: _made(learner, "Clip", -1, 1), learner.Scale, lambda: _made(learner, "Chain", [_made(learner, "Clip", 0, 1)]))
    for name, make in zip(("clip", "scale", "clip"), kinds):
        one = make()
        expect(learner.is_transformer(one)).equals(True)
        expect(one.name).equals(name)
        expect(one.fitted).equals(False)
        returned = one.fit(column)
        expect(one.fitted).equals(True)
        expect(returned is one).is_true("`fit` returns the transformer itself", f"`fit` returned {returned!r}, expected the transformer itself.")


@check("fits and transforms in one step, for every kind, also for one by somebody else")
def one_step(learner, rng):
    column, new = _column(rng, 5), _column(rng, 3)
    pairs = [
        (_made(learner, "Clip", -1, 2), Clip(-1, 2)),
        (_made(learner, "Scale"), Scale()),
        (_made(learner, "Chain", [_made(learner, "Scale"), _made(learner, "Clip", 0.2, 0.7)]), Chain([Scale(), Clip(0.2, 0.7)])),
        (_made(learner, "Centred", "centred"), Centred("centred")),
    ]
    for theirs, mine in pairs:
        expect(theirs.fit_transform(column)).close(mine.fit_transform(column))
        expect(theirs.transform(new)).close(mine.transform(new))
        expect(theirs.fitted).equals(True)
    expect(_made(learner, "Centred", "c").name).equals("c")


@check("chains in the order of the parts, each fitted on what the parts before made")
def chains(learner, rng):
    column, new = _column(rng, 6), _column(rng, 4)
    low, high = sorted(column)[1], sorted(column)[-2]
    for names in (("clip", "scale"), ("scale", "clip"), ("clip", "scale", "clip"), ("scale",)):
        chain, mine = _made(learner, "Chain", _parts(learner, names, low, high)), _mine(names, low, high)
        expect(chain.name).equals(" > ".join(names))
        chain.fit(column)
        expect(chain.fitted).equals(True)
        for some in (column, new, new[:1]):
            expect(chain.transform(some)).is_a(list).close(mine.fit(column).transform(some))
        chain.fit(new)
        expect(chain.transform(column)).close(mine.fit(new).transform(column))
    clip = _made(learner, "Chain", [_made(learner, "Clip", low, high)])
    expect(clip.transform(new)).close(Clip(low, high).transform(new))


@check("takes parts of any class, and chains as parts")
def any_parts(learner, rng):
    column, new = _column(rng, 6), _column(rng, 4)
    inner = _made(learner, "Chain", [_made(learner, "Centred", "mine"), _made(learner, "Scale")])
    last = _made(learner, "Centred", "again")
    chain = _made(learner, "Chain", [_made(learner, "Clip", -3, 3), inner, last])
    expect(chain.name).equals("clip > mine > scale > again")
    mine = Chain([Clip(-3, 3), Centred("mine"), Scale(), Centred("again")])
    chain.fit(column)
    for some in (column, new):
        expect(chain.transform(some)).close(mine.fit(column).transform(some))
    expect([inner.fitted, last.fitted, _made(learner, "Chain", [last]).fitted]).equals([True, True, False])
    chain = _made(learner, "Chain", [_made(learner, "Tenths"), _made(learner, "Scale"), _made(learner, "Tenths")])
    expect(chain.name).equals("tenths > scale > tenths")
    mine = Chain([Tenths(), Scale(), Tenths()])
    expect(chain.fit_transform(column)).close(mine.fit_transform(column))
    expect(chain.transform(new)).close(mine.transform(new))


@check("leaves columns alone, and returns a new list, also from a chain without parts")
def new_lists(learner, rng):
    column = _column(rng, 5)
    empty = _made(learner, "Chain", [])
    expect([empty.name, empty.fitted]).equals(["", False])
    for one in (_made(learner, "Clip", -0.5, 0.5), _made(learner, "Scale"), _made(learner, "Chain", [_made(learner, "Clip", -1, 0)]), empty):
        expect(one.fit).leaves_unchanged(column)
        for some in (column, [0.25]):
            expect(one.transform).leaves_unchanged(some)
            expect(one.fit_transform).leaves_unchanged(some)
            kept = learner.put(some)
            one.transform.kept(kept).append(9.0)
            expect(list(kept)).equals(some)
    expect(empty.fit_transform(column)).equals(column)


@check("keeps its parts, whatever happens to the list of them")
def own_parts(learner, rng):
    column = _column(rng, 5)
    parts = learner.put([_made(learner, "Clip", -0.5, 0.5)])
    chain = _made(learner, "Chain", parts)
    parts.append(_made(learner, "Tenths"))
    expect(chain.name).equals("clip")
    expect(chain.fit_transform(column)).close(Clip(-0.5, 0.5).transform(column))
    parts.clear()
    expect(chain.transform(column)).close(Clip(-0.5, 0.5).transform(column))
    expect(len(parts)).equals(0)


def _made(learner, kind, *arguments):
    """An object of the learner's class, to be handed to the learner's functions."""
    return learner[kind](*arguments)


def _column(rng, size):
    return [round(float(number), 2) for number in rng.normal(0, 4, size=size)]


def _parts(learner, names, low, high):
    return [_made(learner, "Clip", low, high) if name == "clip" else _made(learner, "Scale") for name in names]


def _mine(names, low, high):
    return Chain([Clip(low, high) if name == "clip" else Scale() for name in names])
