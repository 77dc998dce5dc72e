"""What train and test have in common

A model was tested on texts that it had seen in training, and did wonderfully. Write three functions that would have found out.

- `overlap(train, test)` gets two lists of ids and returns three lists, as a tuple: the ids that are in both, those that are in `train`
  only, and those that are in `test` only. Each id comes once, however often it is listed, and each of the three lists is sorted. The
  ids are texts, sorted as Python sorts texts. There may be a hundred thousand of them: with n ids in either list, the work grows no
  faster than like n log n.
- `similarity(one, other)` returns how alike two texts are: the number of different words that both have, divided by the number of
  different words that at least one of them has. A word is what stands between white space; capitals count as small letters. Two texts
  without any word are alike: 1. The texts are made of unaccented letters, digits and white space.
- `near_duplicates(train, test, least)` gets two dictionaries from an id to a text, and returns a list of tuples `(train_id, test_id)`:
  every pair of a text in `train` and a text in `test` whose similarity is `least`, a number from 0 to 1, or more. The list is sorted,
  as Python sorts tuples. An id may occur in both dictionaries, and its two texts are then a pair like any other.

All lists and dictionaries may be empty, and stay as they were.

```python
overlap(["r7", "r2", "r7", "r9"], ["r9", "r1", "r7"])    # (["r7", "r9"], ["r2"], ["r1"])
similarity("The cat  sat", "the cat ran the race")    # 0.4
near_duplicates({"a": "red car", "b": "blue sky"}, {"x": "sky Blue", "y": "red"}, 0.5)    # [("a", "y"), ("b", "x")]
```
"""

from mlestone.proving import answer, check, equivalent, expect, hints, mistake

hints(
    "How many comparisons does `x in ids` make when `ids` is a list, and how often would it be asked?",
    "Of two sets, `&` is what is in both, `|` what is in at least one, and `-` what is in the left one only. `sorted` makes a list of "
    "a set.",
    "The words of a text, as a set, are what `split` gives once all letters are small. For the pairs, two loops one inside the other "
    "will do.",
)

equivalent("similarity(text, other) -> similarity(other, text)", "Two texts are as alike either way.")


@answer
def overlap(train: list, test: list) -> tuple:
    """Return the ids in both, those in `train` only and those in `test` only, each sorted."""
    seen, asked = set(train), set(test)
    return sorted(seen & asked), sorted(seen - asked), sorted(asked - seen)


@answer
def similarity(one: str, other: str) -> float:
    """Return the share of words that both texts have, of those that at least one has."""
    words, others = set(one.lower().split()), set(other.lower().split())
    if not words | others:
        return 1.0
    return len(words & others) / len(words | others)


@answer
def near_duplicates(train: dict, test: dict, least: float) -> list:
    """Return the sorted pairs of ids whose texts are at least so similar."""
    pairs = []
    for train_id, text in train.items():
        for test_id, other in test.items():
            if similarity(text, other) >= least:
                pairs.append((train_id, test_id))
    return sorted(pairs)


@mistake(overlap, "An id that is listed twice comes twice. What holds each of its elements once?")
def repeats_ids(train, test):
    seen, asked = set(train), set(test)
    return (
        sorted(one for one in train if one in asked),
        sorted(one for one in train if one not in asked),
        sorted(one for one in test if one not in seen),
    )


@mistake(
    overlap,
    "The second and the third list are the same: `^` is what is in exactly one of two sets, whichever that is. `-` asks for one side.",
)
def one_difference_for_both(train, test):
    seen, asked = set(train), set(test)
    return sorted(seen & asked), sorted(seen ^ asked), sorted(seen ^ asked)


@mistake(overlap, "These are the right lists, the last two interchanged: `a - b` is what is in `a` only.")
def differences_interchanged(train, test):
    both, only_train, only_test = overlap(train, test)
    return both, only_test, only_train


@mistake(overlap, "The first list holds what is in *at least one* of the two: `|`. Asked for is what is in both.")
def union_for_both(train, test):
    seen, asked = set(train), set(test)
    return sorted(seen | asked), sorted(seen - asked), sorted(asked - seen)


@mistake(overlap, "The ids come in the order in which they were listed. They were to be sorted.")
def in_listed_order(train, test):
    seen, asked = set(train), set(test)
    return (
        [one for one in dict.fromkeys(train) if one in asked],
        [one for one in dict.fromkeys(train) if one not in asked],
        [one for one in dict.fromkeys(test) if one not in seen],
    )


@mistake(overlap, "These are sets. A set has no order: what was asked for is three sorted lists.")
def hands_sets_back(train, test):
    seen, asked = set(train), set(test)
    return seen & asked, seen - asked, asked - seen


@mistake(
    overlap,
    "The right ids come back, and the caller's lists have been sorted on the way: `sort` changes the list that it is called on.",
)
def sorts_the_callers_lists(train, test):
    train.sort()
    test.sort()
    return overlap(train, test)


@mistake(similarity, "Letters are compared: `set` of a text holds its characters. What takes a text apart into words?")
def compares_letters(one, other):
    words, others = set(one.lower()), set(other.lower())
    if not words | others:
        return 1.0
    return len(words & others) / len(words | others)


@mistake(similarity, "`The` and `the` are taken for two words.")
def keeps_capitals(one, other):
    words, others = set(one.split()), set(other.split())
    if not words | others:
        return 1.0
    return len(words & others) / len(words | others)


@mistake(
    similarity,
    'With two blanks in a row, or one at an end, an empty text is counted as a word: `split(" ")` cuts at each single blank. And what of tabs?',
)
def splits_at_single_blanks(one, other):
    words, others = set(one.lower().split(" ")), set(other.lower().split(" "))
    return len(words & others) / len(words | others)


@mistake(similarity, "A word that comes several times in a text counts several times. Asked for are *different* words.")
def counts_repetitions(one, other):
    words, others = one.lower().split(), other.lower().split()
    if not words and not others:
        return 1.0
    both = len([word for word in words if word in others])
    return both / (len(words) + len(others) - both)


@mistake(
    similarity,
    "The shared words are divided by those of the smaller text, so that a part counts as the whole. Which words is it to be divided "
    "by?",
)
def divides_by_the_smaller(one, other):
    words, others = set(one.lower().split()), set(other.lower().split())
    smaller = min(len(words), len(others))
    return len(words & others) / smaller if smaller else float(words == others)


@mistake(similarity, "The shared words are divided by those of the first text alone. Turn the two round: is the result still the same?")
def divides_by_the_first(one, other):
    words, others = set(one.lower().split()), set(other.lower().split())
    return len(words & others) / len(words) if words else float(words == others)


@mistake(
    similarity,
    "Words that both have are counted twice below the line: the two sizes are added. How many words does at least one of them have?",
)
def adds_the_sizes(one, other):
    words, others = set(one.lower().split()), set(other.lower().split())
    size = len(words) + len(others)
    return len(words & others) / size if size else 1.0


@mistake(similarity, "Two texts without words make a division by zero. What did the prompt say of them?")
def divides_by_zero(one, other):
    words, others = set(one.lower().split()), set(other.lower().split())
    return len(words & others) / len(words | others)


@mistake(similarity, "Two texts without words are as different as can be here. They were to count as alike.")
def nothing_is_unlike(one, other):
    words, others = set(one.lower().split()), set(other.lower().split())
    return len(words & others) / max(1, len(words | others))


@mistake(near_duplicates, "A pair whose similarity is exactly `least` is left out.")
def more_than_least(train, test, least):
    return sorted((a, b) for a, text in train.items() for b, other in test.items() if similarity(text, other) > least)


@mistake(near_duplicates, "In each pair, the id of `test` stands first.")
def test_id_first(train, test, least):
    return sorted((b, a) for a, text in train.items() for b, other in test.items() if similarity(text, other) >= least)


@mistake(near_duplicates, "The pairs come in the order of the dictionaries. They were to be sorted.")
def pairs_unsorted(train, test, least):
    return [(a, b) for a, text in train.items() for b, other in test.items() if similarity(text, other) >= least]


@mistake(near_duplicates, "The search for partners of a text ends at the first one that is found. There may be several.")
def first_partner_only(train, test, least):
    pairs = []
    for train_id, text in train.items():
        for test_id, other in test.items():
            if similarity(text, other) >= least:
                pairs.append((train_id, test_id))
                break
    return sorted(pairs)


@mistake(near_duplicates, "Only texts of the same id are compared. Near-duplicates have other ids, as a rule.")
def same_ids_only(train, test, least):
    return sorted((a, a) for a in train.keys() & test.keys() if similarity(train[a], test[a]) >= least)


@mistake(near_duplicates, "Pairs of one id are passed over. An id that occurs in both is a pair like any other.")
def other_ids_only(train, test, least):
    return [(a, b) for a, b in near_duplicates(train, test, least) if a != b]


@check("finds the ids in both lists, and those in one of them only", sizes=(4, 9, 25))
def three_lists(learner, rng, size):
    ids = _ids(rng, 3 * size)
    train, test = ids[: 2 * size], [*ids[size:], "r0"]
    train, test = rng.permutation(train).tolist(), rng.permutation(test).tolist()
    got = learner.overlap(train, test)
    expect(got).is_a(tuple).equals(overlap(train, test))
    for ids in got:
        expect(ids).is_a(list)
    expect(learner.overlap(test, train)).equals(overlap(test, train))
    train = rng.permutation(["r2", "R3", "r10", "s1", "S2", "r1", "R1"]).tolist()
    expect(learner.overlap(train, ["s1", "R3", "r10", "q", "Q", "T"])).equals(
        (["R3", "r10", "s1"], ["R1", "S2", "r1", "r2"], ["Q", "T", "q"])
    )


@check("names each id once, however often it is listed")
def listed_twice(learner, rng):
    ids = _ids(rng, 9)
    train = rng.permutation([*ids[:6], *ids[:5], ids[0]]).tolist()
    test = rng.permutation([*ids[3:], *ids[4:8], ids[8]]).tolist()
    expect(learner.overlap(train, test)).equals(overlap(train, test))


@check("says how alike two texts are, by their different words")
def words_alike(learner, rng):
    expect(learner.similarity("red car slow day", "red car")).close(0.5)
    for _ in range(4):
        one, other = _text(rng, 5), _text(rng, 4)
        expect(learner.similarity(one, other)).close(similarity(one, other))
        expect(learner.similarity(other, one)).close(similarity(one, other))
        expect(learner.similarity(one, one)).close(1.0)
    expect(learner.similarity("red car", "blue sky")).close(0.0)
    expect(learner.similarity("red car", "red car slow day")).close(0.5)


@check("counts words once, and capitals as small letters, whatever white space there is")
def words_as_written(learner, rng):
    one, other, third = rng.permutation(_WORDS).tolist()[:3]
    for left, right in (
        (f"{one} {other}", f"{one.title()} {other.upper()} {third}"),
        (f"{one} {one} {one} {other}", f"{one} {third} {third}"),
        (f" {one}  {other} ", f"{other}\t{third}\n{one}"),
        (f"{one}{other} {third}", f"{one} {other} {third}"),
        (f"{one} 7 {other}2", f"{one} 12 {other}3"),
        (f"{one} 7 42", f"{other} 7 42 {one}1"),
        (f"{one}\n\n{one}", f"{one} {other} {one} {other} {third}"),
    ):
        expect(learner.similarity(left, right)).close(similarity(left, right))
        expect(learner.similarity(right, left)).close(similarity(left, right))


@check("finds the pairs of similar texts, sorted")
def similar_pairs(learner, rng):
    for least in (0.3, 0.5, 0.8):
        train = {name: _text(rng, 3) for name in _ids(rng, 6)}
        test = {name: _text(rng, 3) for name in _ids(rng, 5)}
        names = list(train)
        test |= {"q1": train[names[0]], "q0": train[names[0]].upper(), "p9": train[names[-1]]}
        expect(learner.near_duplicates(train, test, least)).equals(near_duplicates(train, test, least))
    train, test = {"z": "red car", "a": "red sky", "m": "red car"}, {"y": "red car", "b": "car red"}
    got = learner.near_duplicates(train, test, 0.9)
    expect(got).is_a(list).equals([("m", "b"), ("m", "y"), ("z", "b"), ("z", "y")])
    for pair in got:
        expect(pair).is_a(tuple)


@check("takes pairs that are exactly so similar, and pairs of one id")
def on_the_border(learner, rng):
    one, other, third, fourth = rng.permutation(_WORDS).tolist()[:4]
    train = {"r1": f"{one} {other}", "r2": f"{one} {other} {third}", "r3": fourth}
    test = {"r2": f"{one} {other} {third} {fourth}", "r1": one, "r3": f"{third} {fourth}"}
    for least in (0.5, 0.75, 0.25, 0, 1):
        expect(learner.near_duplicates(train, test, least)).equals(near_duplicates(train, test, least))


@check("deals with texts without words, and with nothing at all")
def nothing(learner, rng):
    word = str(rng.choice(_WORDS))
    for empty in ("", " ", "\n\t "):
        expect(learner.similarity(empty, "")).close(1.0)
        expect(learner.similarity(word, empty)).close(0.0)
        expect(learner.similarity(empty, word)).close(0.0)
    expect(learner.near_duplicates({"a": "", "b": word}, {"c": " ", "d": word}, 1)).equals([("a", "c"), ("b", "d")])
    expect(learner.near_duplicates({}, {"c": word}, 0)).equals([])
    expect(learner.near_duplicates({"a": word}, {}, 0)).equals([])
    ids = sorted(_ids(rng, 3))
    expect(learner.overlap([], ids)).equals(([], [], ids))
    expect(learner.overlap(ids, [])).equals(([], ids, []))
    expect(learner.overlap([], [])).equals(([], [], []))
    expect(learner.overlap(ids, ids)).equals((ids, [], []))


@check("leaves its arguments as they were")
def unchanged(learner, rng):
    ids = sorted(_ids(rng, 6))[::-1]
    expect(learner.overlap).leaves_unchanged(ids[:4], ids[2:])
    expect(learner.near_duplicates).leaves_unchanged({"b": "Red car", "a": ""}, {"d": "red", "c": "red Car"}, 0.5)


@check("compares long lists of ids without looking through one for each of the other")
def long_lists(learner, rng):
    def make(n):
        return [f"r{at}" for at in range(n)], [f"r{at}" for at in range(n // 2, n + n // 2)]

    expect(learner.overlap).grows(at_most="n log n", make=make, sizes=(100, 3_000))


_WORDS = ("red", "blue", "car", "sky", "slow", "day", "bird", "stone")


def _ids(rng, size):
    return [f"r{at}" for at in rng.choice(500, size=size, replace=False) + 1]


def _text(rng, size):
    return " ".join(rng.choice(_WORDS, size=size).tolist())
