"""Shapes before they are run

Reply with the shape of each expression, written like `(2, 3)`; a vector of 5 numbers has shape `(5,)`. Where NumPy raises
an exception instead, reply `error`. Work it out on paper, as one does when reading someone's code: at work the error, if
there is one at all, comes many lines later.
"""

from itertools import permutations

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "Broadcasting: which of the two shapes is shorter, and at which end is it filled up with ones?",
    "Write the shapes under each other, right-aligned. Two lengths that meet have to be equal, or one of them has to "
    "be 1. A reduction takes its axis out, or leaves length 1 in its place with `keepdims=True`.",
    "A reshape reads all elements row by row and lays them out again row by row; a transpose changes that order. In an "
    "index, a number takes an axis out, `None` puts one in, a slice keeps one, and lists side by side go in pairs.",
)

ERROR = "error"


@question(times=2)
def broadcast(rng):
    a, b = _two_shapes(rng)
    while not _tells_apart(a, b):
        a, b = _two_shapes(rng)
    return _ask(
        f"`a` has shape `{a}`, `b` has shape `{b}`. What is the shape of `a {rng.choice(list('+-*/'))} b`?",
        _broadcast(a, b),
        (
            _broadcast_from_the_left(a, b),
            "So it would be if shapes were aligned from the left. NumPy aligns them from the right: the last axes meet.",
        ),
        (a, "That is the shape of `a`. Which lengths of `b` do its own meet, and which of them stretch?"),
        (b, "That is the shape of `b`. Which lengths of `a` do its own meet, and which of them stretch?"),
        (a + b, "That lays the axes side by side. In arithmetic they meet in pairs, the last with the last."),
        (_longest(a, b), "Only a length of 1 stretches: NumPy repeats nothing else to make it fit."),
        (ERROR, "Nothing is raised: look again at which lengths meet, and what a length of 1 does."),
    )


@question
def centred(rng):
    shape, axis, keepdims, reduced = _centring(rng)
    outcome = _outcome(rng)
    while _outcome_of(_broadcast(shape, reduced), shape) != outcome:
        shape, axis, keepdims, reduced = _centring(rng)
    name = rng.choice(["mean", "max", "sum", "std"])
    option = ", keepdims=True" if keepdims else ""
    return _ask(
        f"`x` has shape `{shape}`. What is the shape of `x - x.{name}(axis={axis}{option})`?",
        _broadcast(shape, reduced),
        (
            reduced,
            f"That is the shape of `x.{name}(axis={axis}{option})`. The difference has the shape to which it and "
            "`x` broadcast.",
        ),
        (
            shape,
            f"What is subtracted has shape {reduced} here, and its last axis meets the last one of `x`, whichever "
            "axis was reduced.",
        ),
        (
            ERROR,
            "Nothing is raised: the lengths that meet are equal or 1. Whether the numbers that meet belong together "
            "is another matter.",
        ),
    )


@question
def means_that_meet(rng):
    shape, axes, keep, (one, two) = _two_reductions(rng)
    outcome = _outcome(rng)
    while one == two or _outcome_of(_broadcast(one, two), shape) != outcome:
        shape, axes, keep, (one, two) = _two_reductions(rng)
    name = rng.choice(["mean", "max", "sum", "std"])
    codes = [f"x.{name}(axis={axis}{', keepdims=True' * keeps})" for axis, keeps in zip(axes, keep)]
    return _ask(
        f"`x` has shape `{shape}`. What is the shape of `{codes[0]} - {codes[1]}`?",
        _broadcast(one, two),
        (shape, f"The operands have shapes {one} and {two}; where the numbers came from plays no part any more."),
        (one, f"That is the shape of the first operand. The second has shape {two}: which lengths meet?"),
        (two, f"That is the shape of the second operand. The first has shape {one}: which lengths meet?"),
        (_longest(one, two), f"{one} meets {two}. Only a length of 1 stretches."),
        (ERROR, f"Nothing is raised: {one} meets {two}, and where lengths differ, one of them is 1 or not there."),
    )


@question
def reduced(rng):
    shape = _lengths(rng, int(rng.integers(3, 5)))
    axes = [int(axis) for axis in rng.permutation(len(shape))[: rng.integers(1, len(shape))]]
    written = tuple(axis - len(shape) if rng.random() < 0.4 else axis for axis in axes)
    keepdims = bool(rng.random() < 0.4)
    stay = tuple(1 if axis in axes else length for axis, length in enumerate(shape))
    go = tuple(length for axis, length in enumerate(shape) if axis not in axes)
    name = rng.choice(["sum", "mean", "var", "min"])
    option = ", keepdims=True" if keepdims else ""
    return _ask(
        f"`x` has shape `{shape}`. What is the shape of "
        f"`x.{name}(axis={written if len(written) > 1 else written[0]}{option})`?",
        stay if keepdims else go,
        (go if keepdims else stay, "With `keepdims=True` a reduced axis stays, with length 1; without, it goes."),
        (
            tuple(length for axis, length in enumerate(shape) if axis in axes),
            "`axis` names what is taken out, not what is kept.",
        ),
        (ERROR, "Nothing is raised: `axis` may be a tuple, and negative axes count from the back."),
    )


@question
def reshaped(rng):
    a, b, c = (int(n) for n in rng.choice([2, 3, 4, 5, 6], size=3, replace=False))
    shape, size = (a, b * c), a * b * c
    one, two = (int(n) for n in rng.choice([a, b, c], size=2, replace=False))
    if rng.random() < 0.3:
        one = int(rng.choice([n for n in range(4, 14) if size % n]))
        target = [(one, -1), (-1, one)][rng.integers(2)]
    else:
        targets = [(one, -1), (-1, one), (one, -1, two), (-1, one, two)]
        target = targets[rng.integers(2 if a != one else 1, 4)]  # never the shape there is already
    rest = size // -int(np.prod(target))
    filled = tuple(rest if length == -1 else length for length in target)
    return _ask(
        f"`x` has shape `{shape}`. What is the shape of `x.reshape{target}`?",
        filled if np.prod(filled) == size else ERROR,
        (filled, f"All {size} elements need a place, and this shape has room for {np.prod(filled)}."),
        (
            tuple(shape[min(axis, 1)] if length == -1 else length for axis, length in enumerate(target)),
            "-1 does not keep the length an axis had: it is whatever makes room for as many elements as `x` has.",
        ),
        (
            tuple(size // max(target) if length == -1 else length for length in target),
            f"-1 is what is left after all other lengths: {size} elements, divided by each of them.",
        ),
        (tuple(reversed(filled)), "`reshape` takes the lengths in the order in which they are written."),
        (target, "-1 is no length: which one makes room for all elements?"),
        (tuple(1 if length == -1 else length for length in target), "-1 does not stand for 1, but for all that is left."),
        (shape, "That is the shape `x` has already. Which lengths are asked for?"),
        (ERROR, "Nothing is raised: the number of elements can be divided by the other lengths, and -1 is the rest."),
    )


@question
def transposed(rng):
    rank = int(rng.integers(3, 5))
    shape = _lengths(rng, rank)
    x = np.zeros(shape)
    way = rng.choice(["transpose", "transpose", "T", "swapaxes", "moveaxis"])
    if way == "transpose":
        order = tuple(int(axis) for axis in rng.permutation(rank))
        while np.array_equal(np.argsort(order), order):  # then reading it the wrong way round makes no difference
            order = tuple(int(axis) for axis in rng.permutation(rank))
        code, right = f"x.transpose{order}", x.transpose(order)
        inverse = x.transpose(np.argsort(order)).shape
        wrong = (inverse, f"The first axis of the result is axis {order[0]} of `x`; axis 0 is not sent to place {order[0]}.")
    elif way == "T":
        code, right = "x.T", x.T
        wrong = (np.swapaxes(x, -1, -2).shape, "`.T` reverses all axes, not the last two alone.")
    elif way == "swapaxes":
        one, two = [(0, -1), (-1, 0), (0, 1), (1, 0), (-2, -1)][rng.integers(5)]
        code, right = f"np.swapaxes(x, {one}, {two})", np.swapaxes(x, one, two)
        wrong = (x.T.shape, "Two axes change places and the others stay where they are.")
    else:
        one, two = [(0, -1), (-1, 0)][rng.integers(2)]
        code, right = f"np.moveaxis(x, {one}, {two})", np.moveaxis(x, one, two)
        wrong = (np.swapaxes(x, one, two).shape, "`moveaxis` takes one axis out and puts it in elsewhere: the others move up.")
    return _ask(
        f"`x` has shape `{shape}`. What is the shape of `{code}`?",
        right.shape,
        wrong,
        (shape, "At least two axes change places here, and with them their lengths."),
        (x.T.shape, "All axes are reversed there. Which axis of `x` comes first here, which second?"),
        *(
            (other, "These are lengths of `x` in another order. Which axis of `x` comes first in the result, which second?")
            for other in permutations(shape)
        ),
        (ERROR, "Nothing is raised: every axis of `x` has its place in the result."),
    )


@question
def indexed(rng):
    shape = _lengths(rng, 3, low=4)
    n, m, k = shape
    way = rng.choice(["plain", "plain", "plain", "pair", "mask"])
    if way == "pair":
        count = int(rng.integers(2, 5))
        other = count if rng.random() < 0.7 else count + int(rng.integers(1, 3))
        one, two = rng.integers(0, n, size=count).tolist(), rng.integers(0, m, size=other).tolist()
        return _ask(
            f"`x` has shape `{shape}`. What is the shape of `x[{one}, {two}]`?",
            (count, k) if count == other else ERROR,
            (
                (count, other, k),
                "Lists side by side are no grid of rows and columns: their elements go in pairs, as in a zip.",
            ),
            ((count, other), "The third axis is not mentioned in the index, so all of it stays."),
            (ERROR, "Nothing is raised: the lists are equally long, and their elements go in pairs."),
        )
    if way == "mask":
        true = int(rng.integers(2, 12))
        return _ask(
            f"`x` has shape `{shape}`. `mask` has shape `{(n, m)}` and dtype bool; {true} of its elements are True. "
            "What is the shape of `x[mask]`?",
            (true, k),
            ((true,), "The mask has two axes and `x` has three: each True picks all that lies along the third."),
            (shape, "A mask picks; to keep the shape, `np.where` puts something else where the mask is False."),
            ((n, m), "That is the shape of the mask. What is picked is strung along one axis, in the mask's place."),
            (ERROR, "Nothing is raised: the mask fits the first two axes of `x`."),
        )
    parts = _plain_index(rng, shape)
    text = ", ".join(_as_typed(part) for part in parts)
    return _ask(
        f"`x` has shape `{shape}`. What is the shape of `x[{text}]`?",
        _shape_of(lambda: np.zeros(shape)[tuple(parts)]),
        (_by_hand(shape, parts, numbers_stay=True), "A number takes its axis out; a slice of length 1 would keep it."),
        (_by_hand(shape, parts, none_is_nothing=True), "`None` puts in a new axis of length 1 where it stands."),
        (_by_hand(shape, parts, ends_included=True), "A slice ends before its second number."),
        (_by_hand(shape, parts, ends_cut=False), "A slice that goes beyond the end stops there, without a word."),
        (_by_hand(shape, parts), "A number beyond the last position is an error; only slices may go beyond the end."),
        (ERROR, "Nothing is raised: there are no more numbers and slices than axes, and each number is in range."),
    )


@question
def elements(rng):
    rows, columns = [(2, 3), (3, 2), (2, 4), (4, 2)][rng.integers(4)]
    x = rng.choice(np.arange(1, 20), size=(rows, columns), replace=False)
    there, back = f"x.reshape({columns}, {rows})", f"x.T.reshape({rows}, {columns})"
    code, right, wrong, sentence = [
        (
            there,
            x.reshape(columns, rows),
            x.T,
            "That is the transpose. A reshape goes on reading row by row and fills the new rows in that order.",
        ),
        (
            back,
            x.T.reshape(rows, columns),
            x,
            "A reshape does not undo a transpose: it reads `x.T` row by row, which is `x` column by column.",
        ),
        (
            f"{there}.T",
            x.reshape(columns, rows).T,
            x,
            "A transpose does not undo a reshape: the reshape has broken the rows, and the transpose turns what it made.",
        ),
    ][rng.integers(3)]
    return ask.array(
        f"`x` is `{x.tolist()}`. What is `{code}`, with its elements?",
        right=right,
        mistakes=[
            (wrong, sentence),
            (right.T, "These are the right elements, with rows and columns traded: check the shape once more."),
        ],
    )


@question
def meant(rng):
    # One in two arrays has equal lengths throughout: then every choice runs, and only its meaning decides.
    lengths = dict(zip(("image", "row", "column", "channel"), _lengths(rng, 4)))
    name = str(rng.choice(list(lengths)))
    shape = tuple(lengths.values()) if rng.random() < 0.5 else (lengths[name],) * 4
    operator = rng.choice(["-", "*", "/"])
    ways = {
        "image": (f"x {operator} w[:, None, None, None]", "There `w` lies along the first axis, that of the images."),
        "row": (f"x {operator} w[:, None, None]", "There `w` lies along the second axis, that of the rows."),
        "column": (f"x {operator} w[:, None]", "There `w` lies along the third axis, that of the columns."),
        "channel": (f"x {operator} w", "A bare vector meets the last axis, that of the channels."),
    }
    right, _ = ways.pop(name)
    raised = " As the lengths are, it raises an error besides." if len(set(shape)) > 1 else ""
    return ask.choice(
        f"`x` has shape `{shape}`: images, rows of pixels, columns of pixels, channels. `w` has shape "
        f"`{(lengths[name],)}` and holds one number for each {name}. Which expression makes every element of `x` meet "
        f"the number of its own {name}?",
        right=f"`{right}`",
        decoys={f"`{code}`": sentence + raised for code, sentence in ways.values()},
    )


def _ask(text, right, *mistakes):
    """A question for a shape, or `ERROR`, however it is spelled. Of equal mistakes the first counts."""
    sentences = {}
    for wrong, sentence in mistakes:
        if wrong != right:
            for spelling in _spellings(wrong)[:_COMMON]:
                sentences.setdefault(spelling, sentence)
    return ask.text(text, right=_spellings(right), mistakes=sentences)


_COMMON = 12
"""So many spellings of a wrong reply are looked for, the commonest."""


def _spellings(shape):
    """How people write a shape, or that there is none."""
    if shape == ERROR:
        kinds = ("error", "an error", "exception", "an exception", "ValueError", "IndexError", "a ValueError", "an IndexError")
        verbs = ("raises", "it raises", "raise", "gives", "NumPy raises")
        others = ("shape error", "a shape error", "error is raised", "an error is raised", "raises", "fails", "it fails")
        return [*kinds, *(f"{verb} {kind}" for verb in verbs for kind in kinds), *others]
    if not shape:
        return ["()", "[]"]
    # Spaces around commas and brackets do not count.
    one, *others = (separator.join(map(str, shape)) for separator in (",", "x", " x ", "*", " * ", "×", " × ", " "))
    inside = [f"{one},", *others] if len(shape) == 1 else [one, *others, f"{one},"]
    brackets = ("()", ("", ""), "[]", ("shape(", ")"), ("shape ", ""))
    return [one, *(f"{left}{text}{right}" for text in (*inside, one) for left, right in brackets)]


def _lengths(rng, count, low=2):
    """Different lengths, so that every axis can be told from every other."""
    return tuple(int(n) for n in rng.choice(np.arange(low, 10), size=count, replace=False))


def _shape_of(make):
    try:
        return make().shape
    except (ValueError, IndexError):
        return ERROR


def _broadcast(a, b):
    return _shape_of(lambda: np.empty(a) + np.empty(b))


def _broadcast_from_the_left(a, b):
    rank = max(len(a), len(b))
    return _broadcast(*(shape + (1,) * (rank - len(shape)) for shape in (a, b)))


def _longest(a, b):
    """The larger of two lengths that meet, whatever they are."""
    rank = max(len(a), len(b))
    filled = [(1,) * (rank - len(shape)) + shape for shape in (a, b)]
    return tuple(max(pair) for pair in zip(*filled))


def _two_shapes(rng):
    lengths = [1, *_lengths(rng, 2)]
    ranks = rng.choice([1, 2, 2, 3, 3, 4], size=2)
    one, two = (tuple(int(n) for n in rng.choice(lengths, size=rank, p=(0.3, 0.4, 0.3))) for rank in ranks)
    return one, two


def _tells_apart(a, b):
    """Whether the question of `a` with `b` separates who knows from who guesses."""
    if a == b or max(a) == 1 or max(b) == 1:
        return False
    if len(a) != len(b):
        return _broadcast(a, b) != _broadcast_from_the_left(a, b)
    return _broadcast(a, b) not in (a, b)


def _outcome(rng):
    """What is to come of a difference: often enough an error, and never mostly the shape of `x`."""
    return rng.choice([ERROR, "as x", "another"], p=(0.3, 0.3, 0.4))


def _outcome_of(difference, shape):
    return ERROR if difference == ERROR else "as x" if difference == shape else "another"


def _centring(rng):
    """An array of equal lengths, different ones, or ones, an axis of it, and the shape of what is reduced along that."""
    n, m = _lengths(rng, 2)
    shapes = [(n, m), (n, n), (n, m, m), (n, n, m), (n, m, n), (n, 1), (1, n), (n, 1, m), (n, m, 1), (1, n, m), (n, n, 1)]
    shape = shapes[rng.integers(len(shapes))]
    axis = int(rng.integers(-len(shape), len(shape)))
    keepdims = bool(rng.random() < 0.25)
    return shape, axis, keepdims, np.zeros(shape).sum(axis=axis, keepdims=keepdims).shape


def _two_reductions(rng):
    """An array, two different axes of it, whether each stays with length 1, and the shapes that come of it."""
    n, m = _lengths(rng, 2)
    shape = [(n, m), (n, n), (1, n), (n, 1), (n, m, m), (n, n, m), (n, m, n), (n, 1, m), (n, n, n)][rng.integers(9)]
    rank = len(shape)
    axes = [int(axis) - rank * int(rng.random() < 0.3) for axis in rng.permutation(rank)[:2]]
    keep = (rng.random(size=2) < 0.5).tolist()
    shapes = [np.zeros(shape).sum(axis=axis, keepdims=keeps).shape for axis, keeps in zip(axes, keep)]
    return shape, axes, keep, shapes


def _plain_index(rng, shape):
    """Numbers, slices, at most one `None`, perhaps `...` in front; a number may be out of range."""
    parts = []
    for length in shape[: rng.integers(2, 4)]:
        start = int(rng.integers(0, length - 2))
        end = int(rng.integers(start + 1, length + 3))
        number = int(rng.integers(-length, length)) if rng.random() < 0.8 else length
        parts.append([number, slice(start or None, end), slice(None), slice(start, None, 2)][rng.integers(4)])
    if not any(isinstance(part, int) for part in parts):
        parts[rng.integers(len(parts))] = int(rng.integers(0, 4))
    if len(parts) == 2 and rng.random() < 0.5:
        parts.insert(0, Ellipsis)
    if rng.random() < 0.6:
        parts.insert(int(rng.integers(len(parts) + 1)), None)
    return parts


def _by_hand(shape, parts, numbers_stay=False, none_is_nothing=False, ends_included=False, ends_cut=True):
    """The shape of an index, with or without the usual errors in working it out; numbers are not looked at."""
    taken = sum(part is not None and part is not Ellipsis for part in parts)
    result, left = [], list(shape)
    for part in parts if Ellipsis in parts else [*parts, Ellipsis]:
        if part is None:
            result += [] if none_is_nothing else [1]
        elif part is Ellipsis:
            result += left[: len(shape) - taken]
            del left[: len(shape) - taken]
        elif isinstance(part, int):
            left.pop(0)
            result += [1] if numbers_stay else []
        else:
            result.append(_count(part, left.pop(0), ends_included, ends_cut))
    return tuple(result)


def _count(part, length, ends_included, ends_cut):
    if part.stop is None:
        return len(range(*part.indices(length)))
    end = part.stop + ends_included
    return (min(end, length) if ends_cut else end) - (part.start or 0)


def _as_typed(part):
    if part is None or isinstance(part, int):
        return str(part)
    if part is Ellipsis:
        return "..."
    start, stop, step = ("" if number is None else str(number) for number in (part.start, part.stop, part.step))
    return f"{start}:{stop}:{step}" if step else f"{start}:{stop}"
