"""The first sensor that is wrong

A cold store has rows of thermometers. Their readings come as a list of rows, from front to back; each row is a list of readings, from left to
right:

```python
store = [
    [2.5, 3.0, None],
    [3.5, 9.0, 2.0],
    [4.0, 3.0],
]
```

`store[1]` is the second row, and `store[1][0]` its first reading. Rows may be of different lengths, a row may be empty, and so may
the whole store. A reading is a number. It is *faulty* if it is below `low` or above `high`; the two bounds themselves are
fine. A thermometer that sent nothing has `None` in its place: that is not a reading, and is passed over.

- `first_fault(store, low, high)` returns where the first faulty reading is, as a tuple `(row, column)`, both counted from 0. First is
  the one in the row nearest to the front, and within that row the one furthest to the left. If none is faulty, it
  returns `None`.
- `first_sound_row(store, low, high)` returns the number of the first row in which no reading is faulty, also counted from 0; a row without
  any reading is such a row. If there is none, it returns `None`.

```python
first_fault(store, 2.0, 5.0)    # (1, 1)
first_fault(store, 2.0, 9.0)    # None
first_sound_row(store, 2.0, 5.0)    # 0
first_sound_row(store, 3.5, 9.0)    # None
```
"""

from mlestone.proving import answer, check, expect, hints, mistake

hints(
    "When do you know that a row is sound: at its first good reading, or when?",
    "One loop goes through the rows, another, inside it, through the readings of one row. `break` leaves only the loop that it stands in; "
    "`return` leaves them all.",
    "The `else` of a loop is run when the loop came to its end without a `break`: for a row, that is when no reading of it was faulty.",
)


@answer
def first_fault(store: list, low: float, high: float) -> tuple | None:
    """Return (row, column) of the first faulty reading, or None."""
    for row in range(len(store)):
        for column in range(len(store[row])):
            reading = store[row][column]
            if reading is None:
                continue
            if reading < low or reading > high:
                return (row, column)


@answer
def first_sound_row(store: list, low: float, high: float) -> int | None:
    """Return the number of the first row without a faulty reading, or None."""
    for row in range(len(store)):
        for reading in store[row]:
            if reading is None:
                continue
            if reading < low or reading > high:
                break
        else:
            return row


@mistake(
    first_fault,
    "The `break` leaves the loop over one row, and the loop over the rows goes on: what is handed back is the first fault of the *last* row "
    "that has one.",
)
def breaks_the_inner_loop(store, low, high):
    found = None
    for row in range(len(store)):
        for column in range(len(store[row])):
            reading = store[row][column]
            if reading is not None and (reading < low or reading > high):
                found = (row, column)
                break
    return found


@mistake(first_fault, "Nothing stops the loops, and every fault overwrites the one before it: this is the last fault of all.")
def finds_the_last(store, low, high):
    found = None
    for row in range(len(store)):
        for column in range(len(store[row])):
            reading = store[row][column]
            if reading is not None and (reading < low or reading > high):
                found = (row, column)
    return found


@mistake(
    first_fault,
    "The search ends at the first thermometer that sent nothing. `continue` goes on with the next round; what does `break` do?",
)
def breaks_at_nothing(store, low, high):
    for row in range(len(store)):
        for column in range(len(store[row])):
            reading = store[row][column]
            if reading is None:
                break
            if reading < low or reading > high:
                return (row, column)


@mistake(first_fault, "The last row is never looked at. `range(n)` ends before `n` by itself.")
def skips_the_last_row(store, low, high):
    return first_fault(store[:-1], low, high)


@mistake(first_fault, "Each row is gone through as far as the first one is long. Rows may be of different lengths: how long is the one at hand?")
def width_of_the_first_row(store, low, high):
    for row in range(len(store)):
        for column in range(len(store[0])):
            reading = store[row][column]
            if reading is not None and (reading < low or reading > high):
                return (row, column)


@mistake(first_fault, "The last reading of each row is never looked at. `range(n)` ends before `n` by itself.")
def skips_the_last_column(store, low, high):
    return first_fault([row[:-1] for row in store], low, high)


@mistake(
    first_fault,
    "The search goes column by column: a fault in the last row, far to the left, is found before one in the first row.",
)
def column_by_column(store, low, high):
    faults = []
    for row in range(len(store)):
        for column in range(len(store[row])):
            reading = store[row][column]
            if reading is not None and (reading < low or reading > high):
                faults.append((column, row))
    return min(faults)[::-1] if faults else None


@mistake(first_fault, "These are the right numbers in the wrong order: the row comes first.")
def column_first(store, low, high):
    found = first_fault(store, low, high)
    return found and found[::-1]


@mistake(first_fault, "Rows and columns are counted from 1 here. They are to be counted from 0.")
def counts_from_one(store, low, high):
    found = first_fault(store, low, high)
    return found and (found[0] + 1, found[1] + 1)


@mistake(first_fault, "A reading that lies on a bound is taken for faulty. Only what is *below* `low` or *above* `high` is.")
def bounds_are_faulty(store, low, high):
    for row in range(len(store)):
        for column in range(len(store[row])):
            reading = store[row][column]
            if reading is not None and (reading <= low or reading >= high):
                return (row, column)


@mistake(first_fault, "Only readings above `high` are found. One below `low` is faulty, too.")
def high_ones_only(store, low, high):
    for row in range(len(store)):
        for column in range(len(store[row])):
            reading = store[row][column]
            if reading is not None and reading > high:
                return (row, column)


@mistake(first_fault, "Only readings below `low` are found. One above `high` is faulty, too.")
def low_ones_only(store, low, high):
    for row in range(len(store)):
        for column in range(len(store[row])):
            reading = store[row][column]
            if reading is not None and reading < low:
                return (row, column)


@mistake(
    first_fault,
    "A reading of 0 is passed over as if nothing had been sent: `if reading` asks whether it counts as true, and 0 does not. How is `None` "
    "asked for?",
)
def zero_is_nothing(store, low, high):
    return first_fault([[reading or None for reading in row] for row in store], low, high)


@mistake(first_fault, "A thermometer that sent nothing is reported as faulty. It is to be passed over.")
def nothing_is_faulty(store, low, high):
    for row in range(len(store)):
        for column in range(len(store[row])):
            reading = store[row][column]
            if reading is None or reading < low or reading > high:
                return (row, column)


@mistake(
    first_fault,
    "The answer is given after the very first reading: whether *nothing* was found is known only when all have been looked at.",
)
def decides_at_once(store, low, high):
    for row in range(len(store)):
        for column in range(len(store[row])):
            reading = store[row][column]
            if reading is not None and (reading < low or reading > high):
                return (row, column)
            else:
                return None


@mistake(
    first_fault,
    "The search ends with the first row: `return None` stands inside the loop over the rows. When is it known that nothing is faulty?",
)
def ends_after_one_row(store, low, high):
    return first_fault(store[:1], low, high)


@mistake(first_fault, "Nothing is handed back, also where a reading is faulty. `print` shows a value, and `return` hands it back.")
def prints_the_place(store, low, high):
    print(first_fault(store, low, high))


@mistake(first_sound_row, "This is the last sound row: the search goes on when it has found one. What leaves both loops at once?")
def finds_the_last_sound_row(store, low, high):
    found = None
    for row in range(len(store)):
        if first_fault([store[row]], low, high) is None:
            found = row
    return found


@mistake(first_sound_row, "Where there is no such row, 0 is handed back, which is the number of the first row. Asked for is `None`.")
def zero_for_none(store, low, high):
    found = first_sound_row(store, low, high)
    return 0 if found is None else found


@mistake(first_sound_row, "A thermometer that sent nothing makes its row unsound here. It is to be passed over.")
def nothing_is_unsound(store, low, high):
    for row in range(len(store)):
        if all(reading is not None and low <= reading <= high for reading in store[row]):
            return row


@mistake(
    first_sound_row,
    "A row counts as sound as soon as one reading is good. It is sound when all are: when is that known?",
)
def one_good_reading(store, low, high):
    for row in range(len(store)):
        for reading in store[row]:
            if reading is not None and low <= reading <= high:
                return row


@mistake(
    first_sound_row,
    "The `else` of the loop is run whenever the loop ended by itself. Without a `break`, that is always, and row 0 is always the answer.",
)
def never_breaks(store, low, high):
    for row in range(len(store)):
        for reading in store[row]:
            if reading is None:
                continue
        else:
            return row


@mistake(
    first_sound_row,
    "Once a row was faulty, none after it is sound any more: the note that a fault was seen is made before the loop over the rows, and "
    "never taken back. Where does it have to be set?",
)
def never_forgets(store, low, high):
    sound = True
    for row in range(len(store)):
        for reading in store[row]:
            if reading is not None and (reading < low or reading > high):
                sound = False
        if sound:
            return row


@mistake(first_sound_row, "The last reading of a row decides alone: each round overwrites what the one before had found.")
def last_reading_decides(store, low, high):
    for row in range(len(store)):
        sound = True
        for reading in store[row]:
            if reading is not None:
                sound = low <= reading <= high
        if sound:
            return row


@mistake(first_sound_row, "A row without any reading is passed over. No reading of it is faulty: it counts as sound.")
def empty_rows_do_not_count(store, low, high):
    for row in range(len(store)):
        readings = [reading for reading in store[row] if reading is not None]
        if readings and first_fault([readings], low, high) is None:
            return row


@mistake(first_sound_row, "The row itself is handed back. Asked for is its number.")
def returns_the_row(store, low, high):
    found = first_sound_row(store, low, high)
    return None if found is None else store[found]


@mistake(first_sound_row, "Where there is no such row, -1 is handed back. Asked for is `None`.")
def minus_one(store, low, high):
    found = first_sound_row(store, low, high)
    return -1 if found is None else found


@check("finds a fault, wherever it is")
def single_fault(learner, rng):
    expect(learner.first_fault([[9.5, 0.5], [2.5, 4.0]], LOW, HIGH)).equals((0, 0))
    for fault in (9.5, 0.5):
        expect(learner.first_fault([[fault, 3.0], [2.5, 4.0]], LOW, HIGH)).equals((0, 0))
    for rows, columns in ((2, 3), (1, 1), (4, 2)):
        store = _store(rng, rows, columns)
        row, column = int(rng.integers(0, rows)), int(rng.integers(0, columns))
        store[row][column] = _fault(rng)
        expect(learner.first_fault(store, LOW, HIGH)).equals((row, column))


@check("finds faults in the first and in the last place of every row")
def corners(learner, rng):
    rows, columns = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    for row in range(rows):
        for column in (0, columns - 1):
            store = _store(rng, rows, columns)
            store[row][column] = _fault(rng)
            expect(learner.first_fault(store, LOW, HIGH)).equals((row, column))


@check("finds the first of many faults, row by row")
def many_faults(learner, rng):
    store = _store(rng, 4, 4)
    for row, column in ((1, 2), (1, 3), (2, 0), (2, 1), (3, 1), (3, 3)):
        store[row][column] = _fault(rng)
    expect(learner.first_fault(store, LOW, HIGH)).equals((1, 2))
    store[0][3] = _fault(rng)
    expect(learner.first_fault(store, LOW, HIGH)).equals((0, 3))


@check("finds no fault where there is none, and none in an empty store")
def no_fault(learner, rng):
    expect(learner.first_fault(_store(rng, 3, 4), LOW, HIGH)).equals(None)
    expect(learner.first_fault([], LOW, HIGH)).equals(None)
    expect(learner.first_fault([[], []], LOW, HIGH)).equals(None)


@check("finds the first sound row, whatever is in the rows before it")
def sound_rows(learner, rng):
    for first in (0, 1, 2, 3):
        store = _store(rng, 4, 3)
        for row in range(first):
            store[row][int(rng.integers(0, 2)) if row else 2] = _fault(rng)
        if first < 2:
            store[3][0] = _fault(rng)
        expect(learner.first_sound_row(store, LOW, HIGH)).equals(first)


@check("says that no row is sound when each has a fault, or there are no rows")
def no_sound_row(learner, rng):
    store = _store(rng, 4, 3)
    for row in range(4):
        store[row][row % 3] = _fault(rng)
    expect(learner.first_sound_row(store, LOW, HIGH)).equals(None)
    expect(learner.first_sound_row([], LOW, HIGH)).equals(None)


@check("takes readings on the bounds for good, and zero and negative numbers for readings")
def bounds(learner, rng):
    store = [[LOW, HIGH], [HIGH, LOW]]
    expect(learner.first_fault(store, LOW, HIGH)).equals(None)
    expect(learner.first_sound_row(store, LOW, HIGH)).equals(0)
    store = [[LOW, HIGH, 5.1], [1.9, LOW]]
    expect(learner.first_fault(store, LOW, HIGH)).equals((0, 2))
    expect(learner.first_fault(store[1:], LOW, HIGH)).equals((0, 0))
    expect(learner.first_fault(store, LOW, 6.0)).equals((1, 0))
    expect(learner.first_sound_row(store, LOW, 6.0)).equals(0)
    expect(learner.first_sound_row(store, 1.0, HIGH)).equals(1)
    for zero in (0, 0.0):
        store = [[LOW, HIGH], [LOW, zero], [-3.5, 3.0], [4.0]]
        expect(learner.first_fault(store, LOW, HIGH)).equals((1, 1))
        expect(learner.first_sound_row(store[1:], LOW, HIGH)).equals(2)
        expect(learner.first_fault(store, -1, HIGH)).equals((2, 0))
        expect(learner.first_fault(store, -4, HIGH)).equals(None)
        expect(learner.first_sound_row(store[1:], -1, HIGH)).equals(0)


@check("passes over what was not sent, and goes through rows of any length")
def nothing_sent(learner, rng):
    expect(learner.first_sound_row([[_fault(rng), None], [LOW, _fault(rng)], [HIGH, None]], LOW, HIGH)).equals(2)
    for _ in range(3):
        store = [_store(rng, 1, int(length))[0] for length in rng.permutation([1, 2, 5, 4])]
        store = [[], [None, *store[0]], [*store[1], None, _fault(rng)], [None, _fault(rng)], [None, None], store[3]]
        fault = (2, len(store[2]) - 1)
        expect(learner.first_fault(store, LOW, HIGH)).equals(fault)
        expect(learner.first_fault(store[:2], LOW, HIGH)).equals(None)
        for start, sound in ((0, 0), (1, 0), (2, 2), (3, 1), (5, 0)):
            expect(learner.first_sound_row(store[start:], LOW, HIGH)).equals(sound)
        expect(learner.first_sound_row(store[2:4], LOW, HIGH)).equals(None)


@check("finds faults and sound rows in stores of all kinds")
def at_random(learner, rng):
    for _ in range(12):
        store = [[_any(rng) for _ in range(int(rng.integers(0, 6)))] for _ in range(int(rng.integers(1, 6)))]
        low, high = [(LOW, HIGH), (LOW, 9.5), (-1.0, HIGH), (3.0, 4.5)][rng.integers(4)]
        expect(learner.first_fault(store, low, high)).equals(first_fault(store, low, high))
        expect(learner.first_sound_row(store, low, high)).equals(first_sound_row(store, low, high))


LOW, HIGH = 2.0, 5.0


def _store(rng, rows, columns):
    """A store without faults."""
    return rng.uniform(2.0, 5.0, size=(rows, columns)).round(1).tolist()


def _fault(rng):
    """A reading that is too high or too low, and not 0, which some take for none."""
    return [round(float(rng.uniform(5.1, 20)), 1), round(float(rng.uniform(0.1, 1.9)), 1), round(float(rng.uniform(-9, -0.1)), 1)][rng.integers(3)]


def _any(rng):
    kind = rng.random()
    return None if kind < 0.2 else 0.0 if kind < 0.25 else _fault(rng) if kind < 0.45 else round(float(rng.uniform(2, 5)), 1)
