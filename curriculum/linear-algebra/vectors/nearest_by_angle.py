r"""Nearest by angle

A text is a vector here: a list of whole numbers, how often it uses each word of a fixed list of words. Which documents are
most like a query? Two people measure, and then look at where they disagree. Write three functions; documents are known by their position in
the list `documents`, from 0.

- `by_distance(query, documents)` returns the positions as a list, from the smallest distance $\lVert d - q \rVert$ between a document $d$ and
  the query $q$ to the largest.
- `by_angle(query, documents)` returns them from the smallest angle between document and query to the largest. Empty documents, whose
  counts are all 0, have no angle: they come after all others.
- `disputed(query, documents)` returns a sorted list of all pairs `(i, j)` for which `i` is nearer by distance and `j`
  by angle. Whoever is only as near as the other is not nearer, and empty documents are in no pair.

Where distance or angle does not decide, positions keep their order. Documents have one angle when their cosines differ by less than
$10^{-9}$, as those of a text and the same text twice may do, through rounding; other cosines differ by more than $10^{-6}$.

All three return `[]` when there are no documents, and leave what they are given as it is. They raise `ValueError` if a document has
more or fewer counts than the query; `by_angle` and `disputed` also if the query's counts are all 0 while there are documents.

```python
query = [1, 1, 0]
documents = [[9, 9, 1], [0, 0, 0], [1, 0, 1], [18, 18, 2], [0, 1, 0]]
by_distance(query, documents)    # [4, 1, 2, 0, 3]
by_angle(query, documents)       # [0, 3, 4, 2, 1]
disputed(query, documents)       # [(2, 0), (2, 3), (4, 0), (4, 3)]
```
"""

import math

import numpy as np

from mlestone.proving import afterwards, answer, check, equivalent, expect, helper, hints, mistake

hints(
    "What does the cosine of a text become when the text is copied out twice, and what does Python make of it in the sixteenth digit?",
    "Round the cosines, so that copies get one number. An empty document needs a number too: one that no cosine can have.",
    "Sort the positions by their numbers; a sort leaves those with equal numbers in order. For the disputes, compare the numbers "
    "of two documents, not their places in the rankings.",
)

afterwards(
    "Of vectors that are all one unit long, $\\lVert d - q \\rVert^2 = 2 - 2\\cos\\theta$: both rankings become one. Search engines for texts and "
    "pictures therefore divide every vector by its length once, when it is stored, and then compare by dot products alone. "
    "scikit-learn's `normalize` and `cosine_similarity` do both."
)

equivalent("zip(v, w, strict=True) -> zip(w, v, strict=True)", "Numbers may be multiplied in either order.")
equivalent("zip(query, document, strict=True) -> zip(document, query, strict=True)", "A squared difference has no sign.")
equivalent("_dot(query, document) -> _dot(document, query)", "The dot product is symmetric.")
equivalent("round(product / lengths, 9) -> round(product / lengths, 10)", "Any digit will do between the sixth and the last few.")
equivalent("round(product / lengths, 9) -> round(product / lengths, 8)", "Any digit will do between the sixth and the last few.")
equivalent(
    "round(product / lengths, 9) if lengths else -2.0 -> round(product / lengths, 9) if lengths else -4.0",
    "Any number will do that is below all cosines.",
)


@helper
def _dot(v, w):
    return sum(a * b for a, b in zip(v, w, strict=True))


@helper
def _squares(query, documents):
    return [sum((a - b) ** 2 for a, b in zip(query, document, strict=True)) for document in documents]


@helper
def _cosines(query, documents):
    """Return every document's cosine with the query, without what is rounding; -2 for empty ones."""
    cosines = []
    for document in documents:
        product, lengths = _dot(query, document), math.sqrt(_dot(query, query) * _dot(document, document))
        if not any(query):
            raise ValueError("an empty query has no direction")
        cosines.append(round(product / lengths, 9) if lengths else -2.0)
    return cosines


@answer
def by_distance(query: list[int], documents: list[list[int]]) -> list[int]:
    """Return the positions of the documents, the nearest first."""
    squares = _squares(query, documents)
    return sorted(range(len(documents)), key=lambda at: squares[at])


@answer
def by_angle(query: list[int], documents: list[list[int]]) -> list[int]:
    """Return the positions of the documents, the smallest angle first, empty documents last."""
    cosines = _cosines(query, documents)
    return sorted(range(len(documents)), key=lambda at: -cosines[at])


@answer
def disputed(query: list[int], documents: list[list[int]]) -> list[tuple[int, int]]:
    """Return all pairs (i, j) of documents of which `i` is nearer by distance and `j` by angle."""
    squares, cosines = _squares(query, documents), _cosines(query, documents)
    filled = [at for at, document in enumerate(documents) if any(document)]
    return [(i, j) for i in filled for j in filled if squares[i] < squares[j] and cosines[i] < cosines[j]]


def _same_counts(query, documents):
    if any(len(document) != len(query) for document in documents):
        raise ValueError


def _sound(query, documents):
    _same_counts(query, documents)
    if documents and not any(query):
        raise ValueError


def _cosine(query, document):
    return _dot(query, document) / (math.sqrt(_dot(query, query)) * math.sqrt(_dot(document, document)))



@mistake(by_distance, "These are the distances themselves. Asked for is at which positions the documents stand.")
def returns_the_distances(query, documents):
    return sorted(math.sqrt(square) for square in _squares(query, documents))


@mistake(by_distance, "The farthest document comes first here.")
def farthest_first(query, documents):
    squares = _squares(query, documents)
    return sorted(range(len(documents)), key=lambda at: -squares[at])


@mistake(by_distance, "This adds up how many counts differ by how much: the way along the axes, and not the straight one.")
def walks_along_the_axes(query, documents):
    _same_counts(query, documents)
    return sorted(range(len(documents)), key=lambda at: sum(abs(a - b) for a, b in zip(query, documents[at])))


@mistake(by_distance, "What becomes of the last counts when a document has more of them than the query, or fewer?")
def measures_what_both_have(query, documents):
    return sorted(range(len(documents)), key=lambda at: sum((a - b) ** 2 for a, b in zip(query, documents[at])))


@mistake(by_angle, "The dot product grows with the length of a text: the longest wins, whatever it is about.")
def forgets_the_lengths(query, documents):
    _sound(query, documents)
    return sorted(range(len(documents)), key=lambda at: (not any(documents[at]), -_dot(query, documents[at])))


@mistake(by_angle, "The largest angle comes first. How does a cosine change when its angle grows?")
def smallest_cosine_first(query, documents):
    cosines = [3.0 if cosine < -1 else cosine for cosine in _cosines(query, documents)]
    return sorted(range(len(documents)), key=lambda at: cosines[at])


@mistake(by_angle, "Empty documents are missing from the ranking. Where should they stand?")
def leaves_out_the_empty(query, documents):
    return [at for at in by_angle(query, documents) if any(documents[at])]


@mistake(
    by_angle,
    "An empty document gets the cosine 0, which is that of a right angle, and then stands between documents that share no "
    "word with the query. Does it have an angle?",
)
def takes_empty_for_a_right_angle(query, documents):
    cosines = [max(cosine, 0.0) for cosine in _cosines(query, documents)]
    return sorted(range(len(documents)), key=lambda at: -cosines[at])


@mistake(by_angle, "What is the length of an empty document, and what does the cosine divide by?")
def divides_by_zero(query, documents):
    _sound(query, documents)
    cosines = [round(_cosine(query, document), 9) for document in documents]
    return sorted(range(len(documents)), key=lambda at: -cosines[at])


@mistake(by_angle, "A text and its copies change places: their cosines differ in the sixteenth digit, where all that is left is rounding.")
def trusts_the_last_digit(query, documents):
    _sound(query, documents)
    cosines = [_cosine(query, document) if any(document) else -2.0 for document in documents]
    return sorted(range(len(documents)), key=lambda at: -cosines[at])


@mistake(
    by_angle,
    "Near 0, an angle multiplies what its cosine was off by: copies of the query come out a hundred-millionth of a radian apart. "
    "Which number is to be compared?",
)
def compares_angles(query, documents):
    _sound(query, documents)
    angles = [math.acos(min(1.0, _cosine(query, document))) if any(document) else 4.0 for document in documents]
    return sorted(range(len(documents)), key=lambda at: round(angles[at], 12))


@mistake(by_angle, "What becomes of the last counts when a document has more of them than the query, or fewer?")
def compares_what_both_have(query, documents):
    if documents and not any(query):
        raise ValueError
    cosines = []
    for document in documents:
        product = sum(a * b for a, b in zip(query, document))
        cosines.append(round(product / (math.hypot(*query) * math.hypot(*document)), 9) if any(document) else -2.0)
    return sorted(range(len(documents)), key=lambda at: -cosines[at])


@mistake(
    disputed,
    "Two documents of one angle, or of one distance, turn up as a dispute: in a ranking one of them comes first, but only by its position.",
)
def compares_the_rankings(query, documents):
    near, like = by_distance(query, documents), by_angle(query, documents)
    filled = [at for at, document in enumerate(documents) if any(document)]
    return [(i, j) for i in filled for j in filled if near.index(i) < near.index(j) and like.index(j) < like.index(i)]


@mistake(disputed, "Empty documents are in the pairs. Do they have an angle that could be larger or smaller?")
def disputes_about_the_empty(query, documents):
    squares, cosines = _squares(query, documents), _cosines(query, documents)
    every = range(len(documents))
    return [(i, j) for i in every for j in every if squares[i] < squares[j] and cosines[i] < cosines[j]]


@mistake(disputed, "Each dispute is there twice, both ways round. Which of the two is nearer by distance?")
def both_ways_round(query, documents):
    pairs = disputed(query, documents)
    return sorted(pairs + [(j, i) for i, j in pairs])


@mistake(disputed, "The pairs are the wrong way round: first comes who is nearer by distance.")
def the_other_way_round(query, documents):
    return sorted((j, i) for i, j in disputed(query, documents))


def _query(rng, words):
    """Counts of which some are 0 and two are not, and differ."""
    return rng.permutation([1, int(rng.integers(2, 5)), 0, *rng.integers(0, 3, size=words - 3)]).tolist()


def _text(rng, words):
    return [*rng.integers(0, 5, size=words - 1).tolist(), int(rng.integers(1, 5))]


def _clear(query, documents):
    """Whether all cosines are either equal or far apart, as the prompt promises."""
    exact = sorted(_cosine(query, document) for document in documents if any(document))
    gaps = np.diff(exact)
    return bool(np.all((gaps < 1e-12) | (gaps > 2e-6)))


def _case(rng, count, make=_text):
    words = int(rng.integers(4, 7))
    while True:
        query = _query(rng, words)
        documents = [make(rng, words) for _ in range(count)]
        if _clear(query, documents):
            return query, documents


def _with_copies(rng):
    """Texts, three of them with longer copies, whose order is lost where the last digit decides."""
    while True:
        query, texts = _case(rng, 3)
        copies = [[int(factor) * count for count in text] for text in texts for factor in rng.permutation([1, 3, 6, 7])]
        documents = [copies[at] for at in rng.permutation(len(copies))]
        if trusts_the_last_digit(query, documents) != by_angle(query, documents):
            return query, documents


def _near_pairs(rng):
    """Long texts in pairs whose cosines differ in the sixth digit, the better one later."""
    while True:
        query, texts = _case(rng, 3)
        documents = []
        for text in texts:
            long = [9000 * count for count in text]
            near = [[*long[:at], long[at] + step, *long[at + 1 :]] for at in range(len(long)) for step in (1, 2, 3)]
            gaps = [_cosine(query, other) - _cosine(query, long) for other in near]
            fitting = [other for other, gap in zip(near, gaps) if 2e-6 < gap < 8e-6]
            documents += [long, fitting[0]] if fitting else []
        if len(documents) == 6 and _clear(query, documents):
            return query, documents


def _of_the_query(rng):
    """Copies of the query in an order that is lost where angles are compared, and other texts."""
    while True:
        query, texts = _case(rng, 2)
        documents = [[int(factor) * count for count in query] for factor in rng.permutation([1, 3, 5, 6, 7, 11])] + texts
        if compares_angles(query, documents) != by_angle(query, documents):
            return query, documents


def _strangers(rng, query, count):
    """Texts that share no word with the query."""
    return [[0 if asked else int(rng.integers(1, 5)) for asked in query] for _ in range(count)]


def _mirrored(rng):
    """Texts that lie equally far from the query, in pairs, among others."""
    query, documents = _case(rng, 3)
    query = [count + 4 for count in query]
    steps = [rng.permutation([1, 2, *[0] * (len(query) - 2)]).tolist() for _ in range(3)]
    mirrored = [[a + sign * b for a, b in zip(query, step)] for step in steps for sign in (1, -1)]
    documents = mirrored + documents
    return query, [documents[at] for at in rng.permutation(len(documents))]


def _twice(rng):
    """Texts with disputes among them, each of them there twice."""
    while True:
        query, texts = _case(rng, 4)
        if disputed(query, texts):
            return query, texts + texts


@check("ranks texts by distance", sizes=(1, 4, 9))
def nearest(learner, rng, size):
    query, documents = _case(rng, size)
    expect(learner.by_distance(query, documents)).is_a(list).equals(by_distance(query, documents))


@check("ranks texts by angle", sizes=(1, 4, 9))
def most_alike(learner, rng, size):
    query, documents = _case(rng, size)
    expect(learner.by_angle(query, documents)).is_a(list).equals(by_angle(query, documents))


@check("finds the pairs that the two rankings dispute", sizes=(1, 5, 9))
def disputes(learner, rng, size):
    query, documents = _case(rng, size)
    while size > 1 and not disputed(query, documents):
        query, documents = _case(rng, size)
    expect(learner.disputed(query, documents)).is_a(list).equals(disputed(query, documents))


@check("keeps the order of texts that are equally far away")
def equally_far(learner, rng):
    query, documents = _mirrored(rng)
    expect(learner.by_distance(query, documents)).equals(by_distance(query, documents))


@check("gives a text and its copies one angle, and keeps their order")
def copies(learner, rng):
    for make in (_with_copies, _of_the_query):
        query, documents = make(rng)
        expect(learner.by_angle(query, documents)).equals(by_angle(query, documents))


@check("tells texts apart whose angles are nearly the same")
def nearly_alike(learner, rng):
    query, documents = _near_pairs(rng)
    expect(learner.by_angle(query, documents)).equals(by_angle(query, documents))
    expect(learner.disputed(query, documents)).equals(disputed(query, documents))


@check("sees no dispute between texts of one angle or of one distance")
def undisputed(learner, rng):
    for make in (_with_copies, _of_the_query, _mirrored, _twice):
        query, documents = make(rng)
        while not _clear(query, documents):
            query, documents = make(rng)
        expect(learner.disputed(query, documents)).equals(disputed(query, documents))


@check("puts empty texts last by angle, where they belong by distance, and in no dispute")
def empty_texts(learner, rng):
    query, texts = _case(rng, 4)
    empty = [0] * len(query)
    # Among the first, the empty one stands before a stranger and beside texts that are farther away than it.
    documents = [empty, *_strangers(rng, query, 1), *texts, empty, *_strangers(rng, query, 1), [9 * count for count in query]]
    while not _clear(query, documents):
        documents[1:2] = _strangers(rng, query, 1)
        documents[2:6] = _case_like(rng, query)
    expect(learner.by_angle(query, documents)).equals(by_angle(query, documents))
    expect(learner.by_distance(query, documents)).equals(by_distance(query, documents))
    expect(learner.disputed(query, documents)).equals(disputed(query, documents))


def _case_like(rng, query):
    return [_text(rng, len(query)) for _ in range(4)]


@check("has nothing to say of no documents, and leaves its arguments as they are")
def nothing(learner, rng):
    query, documents = _case(rng, 5)
    for function in (learner.by_distance, learner.by_angle, learner.disputed):
        expect(function(query, [])).equals([])
        expect(function([0] * len(query), [])).equals([])
        expect(function).leaves_unchanged(query, documents)


@check("refuses documents that have more counts than the query, or fewer")
def other_lengths(learner, rng):
    query, documents = _case(rng, 3)
    for odd in ([*documents[1], 2], documents[1][:-1]):
        for function in (learner.by_distance, learner.by_angle, learner.disputed):
            expect.raises(ValueError, lambda: function(query, [documents[0], odd, documents[2]]))


@check("refuses to measure angles with an empty query")
def empty_query(learner, rng):
    query, documents = _case(rng, 3)
    empty = [0] * len(query)
    for function in (learner.by_angle, learner.disputed):
        expect.raises(ValueError, lambda: function(empty, documents))
    expect(learner.by_distance(empty, documents)).equals(by_distance(empty, documents))
