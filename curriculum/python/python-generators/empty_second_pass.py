"""From the second epoch on, nothing

Reviews are judged by models, one model per epoch of a training, and all of them on the same reviews. The reviews are in a file that is
too large to be kept in memory, one per line: a text, a comma, and 1 if the reader was pleased, else 0. The report of the evening:

- Epoch 1: 500 reviews, 371 judged rightly. Epoch 2: 0 reviews. Epoch 3: 0 reviews.
- When the function that judges was given a list of reviews instead, to see whether the file was to blame, epochs 2 and 3 were empty as
  well.

There is a class and a function, and each has its fault. What they are meant to do:

- `Reviews(open_lines)` stands for the reviews of a file. `open_lines` is a function without parameters; each call of it begins the file
  anew and gives back an iterator over its lines, with or without the line break at their ends. A `Reviews` can be gone through as often
  as one likes, also by two loops at once, and each time all reviews come, from the first to the last, as tuples `(text, label)`:
  `label` is the number after the *last* comma of the line, the text whatever stands before that comma. Each pass calls `open_lines`
  once, and fetches a line only when its review is asked for. Making a `Reviews` calls nothing. A `Reviews` hands a new iterator to each
  pass and is none itself: it has no method `__next__`.
- `judged(reviews, models, limit)` goes through the first `limit` reviews once for each model in the list `models`, and returns a list
  with a tuple `(seen, right)` for each: how many reviews there were, `limit` or fewer, and for how many of them the model was right.
  `reviews` is a list or a `Reviews`; a model is a function that gets a text and returns 0 or 1. For one model, no more than `limit + 1`
  reviews are asked for, and none of them is kept: not even the first pass may be put into a list. `limit` is a whole number, 1 or more.

Mend both. Names and parameters stay. `is_iterator` is there for you to try things on. Leave it in the file: the checks use it too.

```python
def open_lines():
    return iter(["good, very good,1", "bad,0", "not bad,1"])

reviews = Reviews(open_lines)
list(reviews)    # [("good, very good", 1), ("bad", 0), ("not bad", 1)]
list(reviews)    # [("good, very good", 1), ("bad", 0), ("not bad", 1)]
judged(reviews, [lambda text: 1, lambda text: int("good" in text)], 2)    # [(2, 1), (2, 2)]
```
"""

from itertools import islice

from mlestone.proving import altered, answer, bug, check, expect, given, hints, mistake

hints(
    "Who calls `iter` on what, and how often? What does `iter(x) is x` say of a thing?",
    "A `for` loop asks for an iterator with `iter(…)`, that is, `__iter__`, and takes from it until it is used up. What does `Reviews` hand over at the second time? And in `judged`, in which line is the slice made, and how often is that "
    "line run?",
    "`__iter__` may itself be a generator: with `yield` in it, every call makes a new one, with its own place in the file. And what "
    "is used up by one model has to be made anew for the next.",
)


@given
def is_iterator(thing):
    """Return whether a thing is an iterator: one that is used up as it is gone through."""
    return hasattr(thing, "__next__")


@answer
class Reviews:
    """The reviews of a file, to be gone through as often as one likes."""

    def __init__(self, open_lines):
        self.open_lines = open_lines

    def __iter__(self):
        for line in self.open_lines():
            text, _, label = line.rpartition(",")
            yield text, int(label)


@answer
def judged(reviews, models, limit):
    """Return (seen, right) for each model, on the first `limit` reviews."""
    results = []
    for model in models:
        seen, right = 0, 0
        for text, label in islice(reviews, limit):
            seen += 1
            right += model(text) == label
        results.append((seen, right))
    return results


@bug(
    Reviews,
    "The file is opened once, when the object is made, and `__iter__` hands over the object itself: every pass goes on where the one "
    "before stopped, at the end.",
)
class OpensOnce:
    """The reviews of a file, to be gone through as often as one likes."""

    def __init__(self, open_lines):
        self.lines = open_lines()

    def __iter__(self):
        return self

    def __next__(self):
        text, _, label = next(self.lines).rpartition(",")
        return text, int(label)


@bug(
    judged,
    "The slice is made once, before the loop over the models. `islice` is an iterator: the first model uses it up, and those after it "
    "find nothing.",
)
def slices_once(reviews, models, limit):
    first = islice(reviews, limit)
    results = []
    for model in models:
        seen, right = 0, 0
        for text, label in first:
            seen += 1
            right += model(text) == label
        results.append((seen, right))
    return results


KeepsAllLines = mistake(
    Reviews,
    "All lines are read into a list when the object is made. It can be gone through twice now, and a file that is too large for the "
    "memory cannot be opened at all.",
)(
    altered({"self.open_lines = open_lines": "self.lines = list(open_lines())", "self.open_lines()": "self.lines"})
)


ReadsWholePasses = mistake(
    Reviews,
    "Each pass reads the whole file into a list before its first review comes out. What holds one line at a time?",
)(
    altered(
        {"        for line in self.open_lines():": "        reviews = []\n        for line in self.open_lines():", "            yield text, int(label)": "            reviews.append((text, int(label)))\n        return iter(reviews)"}
    )
)


@mistake(
    Reviews,
    "`__iter__` opens the file anew and still hands over the object itself: two loops at once share one place in the file, and take "
    "each other's reviews away.",
)
class SharesOnePlace:
    def __init__(self, open_lines):
        self.open_lines = open_lines

    def __iter__(self):
        self.lines = self.open_lines()
        return self

    def __next__(self):
        text, _, label = next(self.lines).rpartition(",")
        return text, int(label)


@mistake(
    Reviews,
    "The second pass is whole again, since the file is opened anew when it has come to its end. A pass that was left in the middle is "
    "continued by the next one, instead of beginning anew.",
)
class RewindsAtTheEnd:
    def __init__(self, open_lines):
        self.open_lines = open_lines
        self.lines = None

    def __iter__(self):
        return self

    def __next__(self):
        if self.lines is None:
            self.lines = self.open_lines()
        try:
            line = next(self.lines)
        except StopIteration:
            self.lines = None
            raise
        text, _, label = line.rpartition(",")
        return text, int(label)


goes_on_where_it_stopped = mistake(
    judged,
    "The slice begins where the model before stopped: `iter` is called once, and every model gets other reviews. All are to be judged "
    "on the same ones.",
)(altered({"results = []": "results, reviews = [], iter(reviews)"}))


@mistake(
    judged,
    "The reviews are put into a list first, all of them. Of a file that is too large for the memory, that is the end.",
)
def lists_all(reviews, models, limit):
    return judged(list(reviews), models, limit)


@mistake(
    judged,
    "The first reviews are kept in a list, and the passes after the first go through that. None of them was to be kept: there may be "
    "more than the memory holds.",
)
def keeps_the_first(reviews, models, limit):
    return judged(list(islice(reviews, limit)), models, limit)


@mistake(
    judged,
    "Each pass is put into a list before the model gets its first text. What a model has judged need not be kept, and what it has not yet "
    "judged need not be fetched.",
)
def lists_each_pass(reviews, models, limit):
    return [judged(list(islice(reviews, limit)), [model], limit)[0] for model in models]


forgets_the_limit = mistake(judged, "The limit is forgotten: all reviews are judged.")(
    altered({"islice(reviews, limit)": "reviews"})
)


@mistake(judged, "One review more than `limit` is judged: `break` comes after the count has passed it.")
def one_too_many(reviews, models, limit):
    return judged(reviews, models, limit + 1)


@mistake(judged, "The counts go on from model to model: where are they set to 0?")
def never_starts_anew(reviews, models, limit):
    results = []
    seen, right = 0, 0
    for more in [judged(reviews, [model], limit) for model in models]:
        seen, right = seen + more[0][0], right + more[0][1]
        results.append((seen, right))
    return results


@mistake(judged, "`seen` is the limit, even where there were fewer reviews.")
def sees_the_limit(reviews, models, limit):
    return [(limit, right) for seen, right in judged(reviews, models, limit)]


@check("is no iterator itself")
def no_iterator(learner, rng):
    lines = _lines(rng, 3)
    reviews = _made(learner, lambda: iter(lines))
    expect(learner.is_iterator(reviews)).equals(False)


@check("goes through the reviews from the first to the last")
def one_pass(learner, rng):
    lines = _lines(rng, 5)
    got = list(learner.Reviews(lambda: iter(lines)))
    expect(got).equals(list(Reviews(lambda: iter(lines))))
    expect(got[0]).is_a(tuple)


@check("goes through all of them again, each time")
def more_passes(learner, rng):
    lines = _lines(rng, 4)
    reviews = learner.Reviews(lambda: iter(lines))
    wanted = list(Reviews(lambda: iter(lines)))
    for _ in range(3):
        expect(list(reviews)).equals(wanted)
    expect(list(learner.Reviews(lambda: iter([])))).equals([])


@check("judges every model on the same reviews, of a list")
def models_on_lists(learner, rng):
    reviews = list(Reviews(lambda: iter(_lines(rng, 8))))
    for limit in (8, 5, 1):
        expect(learner.judged(reviews, [_yes, _good, _no], limit)).equals(judged(reviews, [_yes, _good, _no], limit))
    got = learner.judged(reviews, [_good], 3)
    expect(got).is_a(list).equals(judged(reviews, [_good], 3))
    expect(got[0]).is_a(tuple)
    expect(learner.judged(reviews, [], 3)).equals([])


@check("judges them on fewer than the limit, where there are no more")
def fewer(learner, rng):
    reviews = list(Reviews(lambda: iter(_lines(rng, 3))))
    for number in (3, 2, 0):
        expect(learner.judged(reviews[:number], [_good, _yes], 5)).equals(judged(reviews[:number], [_good, _yes], 5))


@check("cuts each line at its last comma")
def last_comma(learner, rng):
    lines = rng.permutation(["good, very good,1", ",0", "1,0,1", "so, so, la la,0", "plain,1", " set in ,0"]).tolist()
    expect(list(learner.Reviews(lambda: iter(lines)))).equals(list(Reviews(lambda: iter(lines))))
    broken = [f"{line}\n" for line in lines]
    expect(list(learner.Reviews(lambda: iter(broken)))).equals(list(Reviews(lambda: iter(broken))))


@check("begins anew after a pass that was left in the middle")
def left_early(learner, rng):
    lines = _lines(rng, 5)
    wanted = list(Reviews(lambda: iter(lines)))
    reviews = learner.Reviews(lambda: iter(lines))
    for number in (2, 1, 5, 3):
        pass_ = iter(reviews)
        expect([next(pass_) for _ in range(number)]).equals(wanted[:number])


@check("lets two loops go through it at once")
def two_at_once(learner, rng):
    lines = _lines(rng, 4)
    wanted = list(Reviews(lambda: iter(lines)))
    reviews = learner.Reviews(lambda: iter(lines))
    one, other = iter(reviews), iter(reviews)
    got = [next(one), next(one), next(other), next(one), next(other)]
    expect(got).equals([wanted[0], wanted[1], wanted[0], wanted[2], wanted[1]])


@check("opens the file once for each pass, and holds one line at a time")
def lazily(learner, rng):
    lines, log = _lines(rng, 6), []
    reviews = learner.Reviews(_logged(lines, log))
    expect(len(log) == 0).is_true("making a `Reviews` calls nothing", f"making a `Reviews` has done this already: {log}.")
    for turn in (1, 2):
        pass_ = iter(reviews)
        for number in (1, 2, 3):
            next(pass_)
            opened, fetched = log.count("opened"), log.count("fetched")
            said = f"After review {number} of pass {turn}, the file was opened {opened} times, and {fetched} lines were fetched in all."
            expect((opened, fetched) == (turn, 3 * (turn - 1) + number)).is_true(
                f"in pass {turn}, review {number} takes one line of a file that was opened {turn} times in all", said
            )


@check("judges a file without keeping it: each model goes through it by itself")
def judged_lazily(learner, rng):
    lines, log = _lines(rng, 12), []
    reviews = _made(learner, _logged(lines, log))
    limit = int(rng.integers(3, 6))
    expect(learner.judged(reviews, [_good, _no, _yes], limit)).equals(judged(list(Reviews(lambda: iter(lines))), [_good, _no, _yes], limit))
    opened, fetched = log.count("opened"), log.count("fetched")
    expect(opened == 3).is_true("three models go through the file once each", f"The file was opened {opened} times for three models.")
    most = 3 * (limit + 1)
    said = f"{fetched} lines were fetched for three models and a limit of {limit}; at most {most} may be."
    expect(fetched <= most).is_true(f"at most {most} lines are fetched", said)
    log.clear()
    so_far = []  # how many lines had been fetched, at each text that is judged
    learner.judged(reviews, [lambda text: so_far.append(log.count("fetched")) or 1], limit)
    for number, fetched in enumerate(so_far, 1):
        said = f"{fetched} lines had been fetched when the model got its text number {number}."
        expect(fetched <= number + 1).is_true(f"at most {number + 1} lines are fetched before text {number} is judged", said)


_WORDS = ("good", "bad", "slow", "fresh", "dull", "odd")


def _made(learner, open_lines):
    """An object of the learner's class, to be handed to the learner's functions."""
    return learner.Reviews(open_lines)


def _lines(rng, size):
    """Lines of reviews: the first two differ in their labels."""
    texts = [" ".join(rng.choice(_WORDS, size=3).tolist()) for _ in range(size)]
    labels = [1, 0, *rng.integers(0, 2, size=size).tolist()]
    return [f"{text} {at},{label}" for at, (text, label) in enumerate(zip(texts, labels))]


def _yes(text):
    return 1


def _no(text):
    return 0


def _good(text):
    return int("good" in text)


def _logged(lines, log):
    """A function that opens these lines, and notes what is done with them."""

    def stream():
        for line in lines:
            log.append("fetched")
            yield line

    def open_lines():
        log.append("opened")
        return stream()

    return open_lines
