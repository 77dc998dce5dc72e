r"""Shapes and transposes

Work these out without a program. An $m \times n$ matrix has $m$ rows and $n$ columns; reply to a question for a shape as in `3 x 4`, rows
first, or with `none` if the matrices cannot be multiplied. $A^\mathsf{T}$ is the transpose of $A$. Vectors are columns unless something else is said.
"""

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "Write the shapes beside each other, in the order of the product. Which two numbers meet?",
    "Take the transpose of each factor first, and turn its shape round. A transpose of a product turns the order of the factors round as well.",
    "One number of the product is the sum over what the two inner lengths count: row i of the left factor with column j of the right one. What is done first to a column "
    "stands next to it, on the right.",
)

NONE = "none"
MEET = "Write the shapes beside each other, each as it stands. Somewhere the columns of a factor are not as many as the rows of the next."


@question(times=2)
def chain(rng):
    fits = bool(rng.random() < 0.6)
    lengths = _lengths(rng, 4)
    shapes = [lengths[:2], lengths[1:3], lengths[2:]]
    if not fits:
        at = int(rng.integers(1, 3))
        shapes[at] = shapes[at][::-1]
    text = ", ".join(f"${name}$ is {_size(shape)}" for name, shape in zip("ABC", shapes))
    outer = (shapes[0][0], shapes[2][1])
    if not fits:
        there = (outer, outer[::-1], *shapes, (shapes[0][0], shapes[1][1]), (shapes[1][0], shapes[2][1]))
        return _shape(f"{text}. What is the shape of $ABC$?", NONE, [(shape, MEET) for shape in there])
    mistakes = [
        (outer[::-1], "Rows come from the factor on the left, columns from the one on the right."),
        (shapes[1], "That is the factor in the middle, whose lengths both disappear."),
        ((shapes[0][1], shapes[2][0]), "The lengths that meet disappear; the outer ones remain."),
        (NONE, "Compare the columns of each factor with the rows of the next, one pair after the other."),
        (shapes[0], "A product has the shape of its left factor only if the right one is square."),
    ]
    return _shape(f"{text}. What is the shape of $ABC$?", outer, mistakes)


@question(times=2)
def with_transposes(rng):
    m, n, k = _lengths(rng, 3)
    ways = {
        "A^\\mathsf{T} B": ((m, n), (m, k), (n, k)),
        "A B^\\mathsf{T}": ((m, n), (k, n), (m, k)),
        "A^\\mathsf{T} B^\\mathsf{T}": ((m, n), (k, m), (n, k)),
        "(A B)^\\mathsf{T}": ((m, n), (n, k), (k, m)),
        "(A^\\mathsf{T} B)^\\mathsf{T}": ((m, n), (m, k), (k, n)),
        "A^\\mathsf{T} A B": ((m, n), (n, k), (n, k)),
        "A A^\\mathsf{T} B": ((m, n), (m, k), (m, k)),
    }
    broken = {
        "A^\\mathsf{T} B": ((m, n), (n, k), (m, k)),
        "A B^\\mathsf{T}": ((m, n), (n, k), (m, k)),
        "A^\\mathsf{T} B^\\mathsf{T}": ((m, n), (n, k), (k, m)),
        "A^\\mathsf{T} A B": ((m, n), (m, k), (m, k)),
    }
    chosen = ways if rng.random() < 0.65 else broken
    code = list(chosen)[rng.integers(len(chosen))]
    a, b, result = chosen[code]
    text = f"$A$ is {_size(a)}, $B$ is {_size(b)}. What is the shape of ${code}$?"
    if chosen is broken:
        there = {result, result[::-1], a, b, a[::-1], b[::-1], (a[0], b[1]), (a[1], b[0])}
        return _shape(text, NONE, [(shape, MEET) for shape in sorted(there)])
    mistakes = [
        (result[::-1], "The lengths are right. Which of them counts the rows?"),
        (NONE, "Turn the shape of each transposed factor round, and compare again: the inner lengths agree."),
        ((a[0], b[1]), "That leaves the transposes out of sight: they turn shapes round."),
        (a, "Which lengths meet, and which are left?"),
        (b, "Which lengths meet, and which are left?"),
    ]
    return _shape(text, result, mistakes)


@question(times=2)
def rewritten(rng):
    names = [str(name) for name in rng.choice(list("ABCDXW"), size=3, replace=False)]
    flags = [bool(flag) for flag in rng.random(3) < 0.4]
    factors = list(zip(names, flags))
    inside = _written(factors)
    turned = [(name, not flag) for name, flag in factors]
    decoys = {
        f"${_written(turned)}$": "Each factor is transposed, but the order is as it was: do the shapes fit still, if none of the matrices is square?",
        f"${_written(factors[::-1])}$": "The order is turned round, but the factors themselves are not transposed.",
        f"${_written([turned[0], turned[2], turned[1]])}$": "All factors change their places: what was last comes first.",
        f"${_written([turned[2], (turned[1][0], not turned[1][1]), turned[0]])}$": "The factor in the middle is transposed like the others: once, from what it was.",
    }
    return ask.choice(f"Which is the same as $({inside})^\\mathsf{{T}}$?", right=f"${_written(turned[::-1])}$", decoys=decoys)


@question(times=2)
def one_entry(rng):
    m, k, n = (int(length) for length in rng.integers(2, 4, size=3))
    while True:
        a, b = rng.integers(-5, 6, size=(m, k)), rng.integers(-5, 6, size=(k, n))
        i, j = int(rng.integers(m)), int(rng.integers(n))
        terms = a[i] * b[:, j]
        if np.count_nonzero(terms) == k and len({abs(int(term)) for term in terms}) == k:
            break
    right = int(terms.sum())
    mistakes = [
        (int(a[i, min(j, k - 1)] * b[min(i, k - 1), j]), "That is the product of two single numbers. A whole row meets a whole column."),
        (int(abs(terms).sum()), "The signs are lost: minus times plus is minus."),
    ]
    if i != j and j < m and i < n:
        mistakes.append((int((a @ b)[j, i]), "That is in the product, at another place: rows are named first, columns second."))
    if m == n and i < k and j < k:
        mistakes.append((int((b @ a)[i, j]), "That is a number of $BA$."))
    if k == n and k > j:
        mistakes.append((int(a[i] @ b[j]), "Row meets row here: the right factor is read downwards."))
    return ask.number(
        f"$A = {_tex(a)}$ and $B = {_tex(b)}$. Which number stands in row {i + 1} and column {j + 1} of $AB$, both counted from 1?",
        right=right,
        mistakes=_wrong(mistakes),
    )


@question
def small_product(rng):
    while True:
        a, b = rng.integers(-4, 6, size=(2, 2)), rng.integers(-4, 6, size=(2, 2))
        if np.all(a) and np.all(b) and np.all(a @ b != b @ a) and len(np.unique(abs(a))) > 2:
            break
    return ask.array(
        f"$A = {_tex(a)}$ and $B = {_tex(b)}$. What is $AB$? Reply row by row, as in `[[1, 2], [3, 4]]`.",
        right=a @ b,
        mistakes=[
            (b @ a, "That is $BA$. For most matrices the two differ."),
            (a * b, "That is the product number by number."),
            (a @ b.T, "Row meets row here: the right factor is read downwards."),
            ((a @ b).T, "The numbers are right, and lie on their side."),
            (a.T @ b, "Columns of $A$ meet columns of $B$ here: the left factor is read along its rows."),
            (a + b, "That is the sum."),
        ],
    )


@question
def expanded(rng):
    x, y = (str(name) for name in rng.choice(list("ABCDFGH"), size=2, replace=False))
    squares = f"{x}^2 {{}} {y}^2"
    commutes = f"This takes ${x}{y}$ and ${y}{x}$ for the same, which they need not be."
    lost = "Every term of the one bracket meets every term of the other: two products are missing."
    signs = "Look at the signs once more, one product after the other."
    ways = [
        (
            f"({x} + {y})^2",
            f"{x}^2 + {x}{y} + {y}{x} + {y}^2",
            {f"{x}^2 + 2{x}{y} + {y}^2": commutes, squares.format("+"): lost, f"{x}^2 + 2{y}{x} + {y}^2": commutes},
        ),
        (
            f"({x} - {y})^2",
            f"{x}^2 - {x}{y} - {y}{x} + {y}^2",
            {f"{x}^2 - 2{x}{y} + {y}^2": commutes, squares.format("-"): lost, f"{x}^2 - {x}{y} + {y}{x} - {y}^2": signs},
        ),
        (
            f"({x} + {y})({x} - {y})",
            f"{x}^2 - {x}{y} + {y}{x} - {y}^2",
            {squares.format("-"): commutes, f"{x}^2 + {x}{y} - {y}{x} - {y}^2": signs, f"{x}^2 - 2{x}{y} + {y}^2": signs},
        ),
        (
            f"({x} - {y})({x} + {y})",
            f"{x}^2 + {x}{y} - {y}{x} - {y}^2",
            {squares.format("-"): commutes, f"{x}^2 - {x}{y} + {y}{x} - {y}^2": signs, f"{x}^2 - 2{x}{y} + {y}^2": signs},
        ),
    ]
    code, right, decoys = ways[rng.integers(len(ways))]
    return ask.choice(
        f"${x}$ and ${y}$ are square matrices of one size. Which is the same as ${code}$, whatever they are?",
        right=f"${right}$",
        decoys={f"${decoy}$": sentence for decoy, sentence in decoys.items()},
    )


@question(times=2)
def one_after_another(rng):
    deeds = {"R": "turns", "S": "stretches", "H": "shears", "M": "mirrors"}
    first, second, third = (str(name) for name in rng.choice(list(deeds), size=3, replace=False))
    told = f"${first}$ {deeds[first]}, ${second}$ {deeds[second]}, ${third}$ {deeds[third]}; all three were made for column vectors."
    t = "^\\mathsf{T}"
    order = f"{deeds[first]} it, then {deeds[second]} and then {deeds[third]} it"
    if rng.random() < 0.5:
        return ask.choice(
            f"{told} $v$ is a column. Which product {order}?",
            right=f"${third}{second}{first}\\,v$",
            decoys={
                f"${first}{second}{third}\\,v$": f"The factor next to $v$ is done first: here that is ${third}$.",
                f"${third}{first}{second}\\,v$": f"The factor next to $v$ is done first: here that is ${second}$.",
                f"$v\\,{first}{second}{third}$": "A column does not fit on the left of these matrices: its single column would have to meet one row.",
                f"${second}{third}{first}\\,v$": f"After ${first}$ comes what stands next on the left: here that is ${third}$.",
            },
        )
    return ask.choice(
        f"{told} The points of a drawing are the rows of $P$. Which product holds, in its rows, the points after one {order}?",
        right=f"$P\\,{first}{t}{second}{t}{third}{t}$",
        decoys={
            f"$P\\,{third}{t}{second}{t}{first}{t}$": f"The factor next to $P$ is done first: here that is ${third}$.",
            f"$P\\,{first}{second}{third}$": "The order is right, but each matrix was made for columns: what does it do to a row?",
            f"${third}{second}{first}\\,P$": "The columns of $P$ are moved here, and they are not points.",
            f"$P\\,{third}{second}{first}$": "The order suits columns, and so do the matrices. Transpose the whole product.",
        },
    )


@question
def cheapest(rng):
    while True:
        m, k, n, p = (int(length) for length in rng.integers(2, 13, size=4))
        left, right = m * k * n + m * n * p, k * n * p + m * k * p
        if left != right:
            break
    first = bool(rng.random() < 0.5)
    code, wanted, other = ("(AB)C", left, right) if first else ("A(BC)", right, left)
    return ask.number(
        f"$A$ is {_size((m, k))}, $B$ is {_size((k, n))}, $C$ is {_size((n, p))}. How many times are two numbers multiplied when ${code}$ is worked out as the brackets say, "
        "by rows and columns?",
        right=wanted,
        mistakes=_wrong([
            (other, "That is for the brackets set the other way. The result is the same, the work is not."),
            (m * k * n if first else k * n * p, "That is the bracket alone. Its result is multiplied once more."),
            (m * n * p if first else m * k * p, "That is the second product alone. The bracket has to be worked out first."),
            (m * k * n * p, "Each of the two products goes through three lengths, and the two numbers are added."),
            (m * n + m * p if first else k * p + m * p, "Those are the numbers that come out. How many multiplications does each of them take?"),
        ]),
    )


def _shape(text, right, mistakes):
    """A question for a shape, or `none`, however it is spelled. Of equal mistakes the first counts."""
    sentences = {}
    for wrong, sentence in mistakes:
        if wrong != right:
            for spelling in _spellings(wrong)[:8]:
                sentences.setdefault(spelling, sentence)
    return ask.text(text, right=_spellings(right), mistakes=sentences)


def _spellings(shape):
    """How people write a shape, or that there is none."""
    if shape == NONE:
        return [NONE, "no", "None", "not possible", "impossible", "does not exist", "it does not exist", "not defined", "undefined", "error", "no shape", "-"]
    rows, columns = shape
    pairs = [f"{rows} {sign} {columns}" for sign in ("x", "×", "by", "*", "·")] + [f"{rows}{sign}{columns}" for sign in ("x", "×", "*", "·")]
    pairs += [f"{rows}, {columns}", f"{rows} {columns}", f"{rows} \\times {columns}", f"{rows} rows and {columns} columns", f"{rows} rows, {columns} columns"]
    return [*pairs, *(f"({pair})" for pair in pairs), *(f"[{pair}]" for pair in pairs), *(f"${pair}$" for pair in pairs)]


def _size(shape):
    return f"${shape[0]} \\times {shape[1]}$"


def _lengths(rng, count):
    """Different lengths, so that each can be told from every other."""
    return tuple(int(n) for n in rng.choice(np.arange(2, 10), size=count, replace=False))


def _written(factors):
    return " ".join(f"{name}^\\mathsf{{T}}" if flag else name for name, flag in factors)


def _tex(a):
    rows = " \\\\ ".join(" & ".join(str(int(n)) for n in row) for row in a)
    return f"\\begin{{pmatrix}} {rows} \\end{{pmatrix}}"


def _wrong(mistakes):
    """Foreseen replies; of equal ones the first counts."""
    found = {}
    for value, sentence in mistakes:
        found.setdefault(value, sentence)
    return found
