"""Which dtype, which value

Reply to each question without running it. Where a dtype is asked for, write its name, like `int16` or `float64`; text in an array is called `str`. All
lines are run after `import numpy as np`, and NumPy's reply is the right one. A list of whole numbers that fit into 64 bits becomes `int64` where nothing else is said.
"""

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "How many bits does the array have, and does it have a sign?",
    "With n bits, what is too large goes round: add or take off $2^n$ until it fits; `int8` runs from -128 to 127. Two arrays meet in a dtype that holds both, while a number "
    "typed into the line takes the array's dtype, as far as its kind goes.",
    "`/` always makes floats, and `//` rounds down, below zero too. What is written into an array is cut off to fit its dtype. Sums of narrow whole "
    "numbers are made in 64 bits. An array of objects holds Python's own values.",
)

LIMITS = {"uint8": (0, 255), "int8": (-128, 127), "uint16": (0, 65535), "int16": (-32768, 32767)}
DTYPES = ["bool", "uint8", "int8", "uint16", "int16", "int32", "int64", "float32", "float64"]


@question
def unsigned_difference(rng):
    dtype = str(rng.choice(["uint8", "uint16"]))
    size = LIMITS[dtype][1] + 1
    a = int(rng.integers(0, 90))
    b = a + int(rng.integers(1, 90))
    return _number(
        f"`a = np.array([{a}], dtype=np.{dtype})` and `b = np.array([{b}], dtype=np.{dtype})`. Which number does `a - b` hold?",
        np.array([a], dtype=dtype) - np.array([b], dtype=dtype),
        (a - b, f"`{dtype}` has no sign. What does it make of a number below zero?"),
        (0, f"Nothing stops at zero: the bits go round. What is one below 0 in `{dtype}`?"),
        (b - a, "The sign is not dropped: the number goes round at the lower end."),
        (size - 1 - (b - a), f"One less than it is: 0 - 1 is {size - 1}, so from what is the difference taken off?"),
    )


@question
def too_large(rng):
    dtype, high = [("uint8", 255), ("int8", 127), ("int16", 32767)][rng.integers(3)]
    low, size = LIMITS[dtype][0], high + 1 - LIMITS[dtype][0]
    if rng.random() < 0.5:
        a, b = (int(n) for n in rng.integers(high // 2 + 1, high + 1, size=2))
        code, exact = f"np.array([{a}], dtype=np.{dtype}) + np.array([{b}], dtype=np.{dtype})", a + b
        value = np.array([a], dtype=dtype) + np.array([b], dtype=dtype)
    else:
        b = int(rng.integers(2, 8))
        a = int(rng.integers(high // b + 1, high + 1))
        code, exact = f"np.array([{a}], dtype=np.{dtype}) * {b}", a * b
        value = np.array([a], dtype=dtype) * b
    return _number(
        f"Which number does `{code}` hold?",
        value,
        (exact, f"That is the exact one, and `{dtype}` ends at {high}."),
        (high, f"Nothing stops at {high}: what is too large goes round."),
        (exact % size, f"`{dtype}` has a sign: it ends at {high}, and goes on at {low}."),
        (exact % high, f"The bits go round after {size} numbers, the zero included."),
    )


@question
def two_arrays(rng):
    third = rng.random() < 0.6  # whether it is to be a dtype that neither of the two has
    one, two, right = _meeting(rng)
    while third == (right.name in (one, two)):
        one, two, right = _meeting(rng)
    operator = str(rng.choice(["+", "*"]))
    wide = "Does that dtype hold all values of both? Look at what the larger numbers of each need."
    return _dtype(
        f"`a` has dtype `{one}`, `b` has dtype `{two}`; both are arrays of shape (3,). Which dtype does `a {operator} b` have?",
        right,
        {
            "float64": "Is one of the two a float at all? And if so, does a narrower dtype hold both?",
            "float32": "Is one of the two a float at all? And if so, are 24 bits for the digits enough for the other?",
            **dict.fromkeys(
                ("int64", "int32", "int16"),
                "Does it hold all values of both, with their fractions if they have any, and is there no narrower one that does?",
            ),
            one: f"That is the dtype of `a`. {wide}",
            two: f"That is the dtype of `b`. {wide}",
        },
    )


@question
def unlike_signs(rng):
    unsigned, signed = [("uint8", "int8"), ("uint16", "int16"), ("uint16", "int8"), ("uint32", "int32"), ("uint32", "int16"), ("uint64", "int64")][
        rng.integers(6)
    ]
    one, two = (unsigned, signed) if rng.random() < 0.5 else (signed, unsigned)
    right = (np.ones(2, dtype=one) - np.ones(2, dtype=two)).dtype
    return _dtype(
        f"`a` has dtype `{one}`, `b` has dtype `{two}`; both are arrays of shape (3,). Which dtype does `a - b` have?",
        right,
        {
            "int64": "Does it hold all of both, and is there no narrower one that does?",
            "int32": "Does it hold all of both, and is there no narrower one that does?",
            "float64": "Whole numbers become floats only where no whole dtype holds both. Is there one here?",
            "uint64": "A dtype without a sign cannot hold negative numbers.",
            "object": "NumPy does not fall back on objects here: it takes a dtype of numbers.",
            unsigned: f"`{unsigned}` cannot hold the negative numbers of the other.",
            signed: f"`{signed}` ends before the largest numbers of `{unsigned}` do.",
        },
    )


@question(times=2)
def python_number(rng):
    dtype = str(rng.choice(["uint8", "int16", "int32", "float32", "int64", "bool"]))
    ways = ["+ 1", "* 2", "* 0.5", "+ 2.0", "/ 2", "+ np.float64(1)"]
    if dtype != "float32":
        ways.append("// 2")
    way = str(rng.choice(ways))
    x = np.ones(3, dtype=dtype)
    steps = {
        "+ 1": lambda: x + 1,
        "* 2": lambda: x * 2,
        "* 0.5": lambda: x * 0.5,
        "+ 2.0": lambda: x + 2.0,
        "/ 2": lambda: x / 2,
        "+ np.float64(1)": lambda: x + np.float64(1),
        "// 2": lambda: x // 2,
    }
    return _dtype(
        f"`x` is an array of shape (3,) and dtype `{dtype}`. Which dtype does `x {way}` have?",
        steps[way]().dtype,
        {
            "float64": "A number typed into the line has no width of its own: it takes the array's, as far as its kind goes.",
            "int64": "Is it a whole number at all that comes out? And a whole number typed into the line does not widen an array of whole numbers.",
            "float32": "Only `float32` arrays stay so narrow, and only as long as nothing wider meets them: a number of NumPy's own has a width.",
            "float16": "NumPy does not choose half precision for `x` here.",
            dtype: "That is the dtype of `x`. Does the other number, or the operator, bring a kind with it that this cannot hold?",
        },
    )


@question
def divided(rng):
    a, b = -int(rng.integers(5, 40)), int(rng.integers(3, 8))
    while a % b == 0:
        a -= 1
    operator = str(rng.choice(["//", "%"]))
    x = np.array([a])
    cut = int(a / b)
    if operator == "//":
        return _number(
            f"`x = np.array([{a}])`. Which number does `x // {b}` hold?",
            x // b,
            (cut, "`//` rounds down, and down is away from zero here."),
            (-cut, "A negative number divided by a positive one is negative."),
            (-cut + 1, "A negative number divided by a positive one is negative."),
        )
    return _number(
        f"`x = np.array([{a}])`. Which number does `x % {b}` hold?",
        x % b,
        (a - cut * b, "The rest belongs to `//`, which rounds down. With a positive divisor it is never negative."),
        (-(a - cut * b), "The rest is what is left above the multiple below, and below zero that one is farther down."),
    )


@question
def written_into(rng):
    values = rng.integers(1, 50, size=3).tolist()
    whole, tenths = int(rng.integers(2, 90)), int(rng.integers(6, 10))
    sign = int(rng.choice([1, -1]))
    written = sign * (whole + tenths / 10)
    x = np.array(values)
    x[1] = written
    return _number(
        f"`x = np.array({values})`, then `x[1] = {written}`. What is `x[1]`?",
        x[1],
        (written, "The array was made of whole numbers, and its dtype does not change when something is written into it."),
        (sign * (whole + 1), "Nothing is rounded: the fraction is cut off."),
        (-sign * whole, "The sign stays."),
        (values[1], "The line raises no error, so the place is overwritten. With what?"),
    )


@question
def narrow_floats(rng):
    power = int(rng.choice([25, 26]))
    gap = 2 ** (power - 23)
    start = 2**power + gap * int(rng.integers(1, 500))
    plus = int(rng.choice([k for k in range(1, 2 * gap) if k % gap != gap // 2 and k % gap]))
    value = np.array([start], dtype=np.float32) + plus
    return _number(
        f"Between $2^{{{power}}}$ and $2^{{{power + 1}}}$, `float32` holds every {gap}th whole number, the multiples of {gap}, and a result is rounded to the nearest it holds. "
        f"`x = np.array([{start}], dtype=np.float32)`. Which number does `x + {plus}` hold? Write it with all its digits.",
        value,
        (start + plus, "A Python number does not widen `float32`, and this sum is not among the numbers that it holds."),
        (start, "That is `x` itself. Is it the nearest to the sum?"),
        (start + gap, "That is the next above `x`. Is it the nearest to the sum?"),
    )


@question
def made_of(rng):
    a, b, c = (int(n) for n in rng.integers(2, 90, size=3))
    lists = [
        (f"[{a}, {b}, {c}]", [a, b, c]),
        (f"[{a}, {b}.5, {c}]", [a, b + 0.5, c]),
        (f"[{a}, None, {c}]", [a, None, c]),
        (f"[{a}.5, {b}, None]", [a + 0.5, b, None]),
        (f"[True, {b}, {c}]", [True, b, c]),
        ("[True, False, True]", [True, False, True]),
        (f"[{a}, '{b}']", [a, str(b)]),
        (f"[{a}, True, {c}.0]", [a, True, float(c)]),
        (f"[{a}, 10**{c + 20}]", [a, 10 ** (c + 20)]),
        (f"[{a}, np.nan]", [a, np.nan]),
    ]
    text, values = lists[rng.integers(len(lists))]
    return _dtype(
        f"Which dtype does `np.array({text})` have?",
        np.array(values).dtype,
        {
            "int64": "Not all of these are whole numbers that fit into 64 bits.",
            "float64": "Either all of them are whole, or one of them is no number that a float stands for.",
            "bool": "Truth values among numbers count as 0 and 1.",
            "object": "NumPy finds a dtype for all of these that is narrower than Python's own values.",
            "str": "Nothing here is text.",
        },
    )


@question
def objects(rng):
    a, b = int(rng.integers(130, 250)), int(rng.integers(126, 250))
    wide, narrow = f"np.array([{a}], dtype=object)", f"np.array([{a}], dtype=np.uint8)"
    way = int(rng.integers(3))
    if way == 0:
        code, value = f"{wide} + {b}", np.array([a], dtype=object) + b
    elif way == 1:
        code, value = f"{narrow} + {b}", np.array([a], dtype=np.uint8) + b
    else:
        code, value = f"{narrow}.astype(object) + {b}", np.array([a], dtype=np.uint8).astype(object) + b
    return _number(
        f"Which number does `{code}` hold?",
        value,
        (a + b, "`uint8` has 8 bits, and a number typed into the line does not widen them."),
        ((a + b) % 256, "An array of objects holds Python's own `int`, which grows."),
        (255, "Nothing stops at 255 here."),
        (int(f"{a}{b}"), "Nothing is strung together: these are numbers, in an array of objects too."),
    )


@question
def reduced(rng):
    dtype = str(rng.choice(["uint8", "int16", "bool", "float32", "int32"]))
    name = str(rng.choice(["sum", "mean", "max"]))
    right = getattr(np.ones(5, dtype=dtype), name)().dtype
    return _dtype(
        f"`x` is an array of shape (5,) and dtype `{dtype}`. Which dtype does `x.{name}()` have?",
        right,
        {
            "float64": "What comes out is no fraction here, or has no need of 64 bits.",
            "int64": "Is a sign needed? And is it a sum at all, or something that may have a fraction?",
            "uint64": "Without a sign, that is for sums of whole numbers without one.",
            "float32": "Only `float32` itself has means, and sums, of this dtype.",
            dtype: "That is the dtype of `x`. Is there room in it for what comes out?",
        },
    )


def _meeting(rng):
    """Two different dtypes, and the one that comes of them."""
    one, two = (str(name) for name in rng.choice(DTYPES, size=2, replace=False))
    return one, two, (np.ones(2, dtype=one) + np.ones(2, dtype=two)).dtype


def _number(text, right, *mistakes):
    """A question for a single number; of equal mistakes the first counts, and one that chance made right is left out."""
    right = np.ravel(right)[0]
    right = int(right) if right == int(right) else float(right)
    sentences = {}
    for wrong, sentence in mistakes:
        if wrong != right:
            sentences.setdefault(wrong, sentence)
    return ask.number(text, right=right, mistakes=sentences, rtol=0, atol=0)


def _dtype(text, right, sentences):
    """A question for a dtype, however it is spelled."""
    name = "str" if right.kind == "U" else right.name
    mistakes = {}
    for wrong, sentence in sentences.items():
        if wrong != name:
            for spelling in _spellings(wrong)[:8]:
                mistakes.setdefault(spelling, sentence)
    rights = _spellings(name) if right.kind != "U" else [*_spellings(name), right.str, f"dtype({right.str})"]
    return ask.text(text, right=rights, mistakes=mistakes)


SHORT = {
    "float64": ["float", "double", "<f8", "f8"],
    "float32": ["single", "<f4", "f4"],
    "int64": ["int", "<i8", "i8", "int_"],
    "bool": ["bool_", "boolean"],
    "object": ["object_", "O", "objects"],
    "str": ["str_", "<U", "U", "string", "text", "unicode"],
}


def _spellings(name):
    """How people write a dtype: its name, from NumPy, as a dtype, and what Python or an array's own text call it."""
    names = [name, *SHORT.get(name, [])]
    ways = (("np.", ""), ("numpy.", ""), ("dtype(", ")"), ("np.dtype(", ")"), ("", ""))
    return [name, *(f"{left}{each}{right}" for each in names for left, right in ways if left or each != name)]
