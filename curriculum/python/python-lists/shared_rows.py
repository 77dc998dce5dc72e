"""Three lists that are one too few

Two people play on a board of squares, and a program keeps the board and the moves. This is what they report:

- The very first stone, put into one square, appears in every row of the board.
- The second game of the evening begins with the moves of the first.
- When the board is made smaller, the stones outside are to go. Some of them stay, and which ones depends on the order in which they
  were put down.

The program has three functions, and each has one fault. What they are meant to do:

- `board_after(rows, columns, stones)` returns the board as a list of `rows` lists, each of `columns` texts. A square is `"."` as long
  as nothing was put there. Each stone is a tuple `(sign, row, column)`, rows and columns counted from 0, and puts the text `sign` into
  that square, over whatever was there; stones are put down in the order of the list `stones`, which stays as it was. All of them are on
  the board. A board has at least one row and one column.
- `noted(move, moves=None)` appends `move` to the list `moves`, the very one that it was given, and returns that list. Without `moves`,
  or with `None` for it, it begins a new list, which holds `move` alone. A move is any text.
- `still_there(stones, rows, columns)` returns a new list of those stones, in their order, whose square is on a board of so many rows
  and columns. It leaves the list `stones` as it was. Places outside may be too large or below 0. A number of rows or columns may be 0.
  No stone occurs twice.

Mend all three. Names and order of the parameters stay, and no call has an effect on later ones, unless it is given the same list
`moves`.

```python
board_after(2, 3, [("x", 0, 1), ("o", 1, 1)])    # [[".", "x", "."], [".", "o", "."]]
noted("a1")    # ["a1"]
noted("b2", ["a1"])    # ["a1", "b2"]
still_there([("x", 0, 1), ("o", 2, 0), ("x", 3, 3), ("o", 1, 0)], 2, 2)    # [("x", 0, 1), ("o", 1, 0)]
```
"""

from mlestone.proving import answer, bug, check, expect, hints, mistake

hints(
    "How many lists does each function make, and how many are needed? `is` asks whether two names stand for one and the same.",
    "Try the smallest cases: `board = board_after(2, 1, [])`, then `board[0] is board[1]`; `noted(\"a\")` called twice; two stones side by side in "
    "the list that are both outside.",
    "`*` repeats what stands in a list without copying it, and a default value is made once, when the function is defined. And a loop over a list counts "
    "places: when something is removed, the rest moves up by one.",
)


@answer
def board_after(rows: int, columns: int, stones: list) -> list:
    """Return the board with all stones on it, row by row."""
    board = [["."] * columns for _ in range(rows)]
    for sign, row, column in stones:
        board[row][column] = sign
    return board


@answer
def noted(move: str, moves: list | None = None) -> list:
    """Append a move to `moves`, or to a new list, and return the list."""
    if moves is None:
        moves = []
    moves.append(move)
    return moves


@answer
def still_there(stones: list, rows: int, columns: int) -> list:
    """Return the stones that are on a board of this size."""
    return [stone for stone in stones if 0 <= stone[1] < rows and 0 <= stone[2] < columns]


@mistake(
    still_there,
    "Where no stone is outside, the very list that was handed over comes back, and whoever changes the one changes the other. It was to be "
    "a new list in any case.",
)
def hands_the_same_list_back(stones, rows, columns):
    left = [stone for stone in stones if 0 <= stone[1] < rows and 0 <= stone[2] < columns]
    return stones if left == stones else left


@bug(
    board_after,
    "The board has one row, many times over: `*` repeats the inner list without copying it, so that a stone put into one row is in "
    "all of them.",
)
def repeats_one_row(rows, columns, stones):
    board = [["."] * columns] * rows
    for sign, row, column in stones:
        board[row][column] = sign
    return board


@bug(
    noted,
    "The list in the default was made once, when the function was defined. Every call without `moves` appends to that one, and it "
    "remembers.",
)
def remembers_moves(move, moves=[]):
    moves.append(move)
    return moves


@bug(
    still_there,
    "A stone is taken out of the list while the loop goes through it: the rest moves up by one, and the loop steps over the stone "
    "that came next.",
)
def skips_neighbours(stones, rows, columns):
    for stone in stones:
        sign, row, column = stone
        if row < 0 or row >= rows or column < 0 or column >= columns:
            stones.remove(stone)
    return stones


@mistake(
    board_after,
    "Each stone begins its row anew, and the stones that were in it are gone. The rows have to be made before the first stone is put down.",
)
def makes_the_row_anew(rows, columns, stones):
    board = [["."] * columns for _ in range(rows)]
    for sign, row, column in stones:
        board[row] = ["."] * columns
        board[row][column] = sign
    return board


@mistake(board_after, "The board has `columns` rows of `rows` squares. Which of the two numbers is how many inner lists there are?")
def rows_for_columns(rows, columns, stones):
    board = [["."] * rows for _ in range(columns)]
    for sign, row, column in stones:
        board[row][column] = sign
    return board


@mistake(board_after, "Where two stones are put into one square, the first one stays. The later one goes over it.")
def first_stone_stays(rows, columns, stones):
    return board_after(rows, columns, stones[::-1])


@mistake(
    noted,
    "An empty list counts as false, so that whoever hands one over gets a new list back, and the own one stays empty. What is it that "
    "says that nothing was given?",
)
def takes_empty_for_nothing(move, moves=None):
    moves = moves or []
    moves.append(move)
    return moves


@mistake(
    noted,
    "What comes back is a new list with the move in it; the one that was handed over has not changed, and knows nothing of the move "
    "at the next call.",
)
def leaves_the_list_alone(move, moves=None):
    return [*(moves or []), move]


@mistake(noted, "`append` changes the list and hands back `None`, and that is what is returned.")
def returns_none(move, moves=None):
    if moves is None:
        moves = []
    return moves.append(move)


@mistake(noted, "The list that is handed over loses its moves: what is to be new is only the list of a call *without* one.")
def empties_every_list(move, moves=None):
    return [move]


@mistake(
    still_there,
    "The right stones come back, and the caller's list has lost the others: it was to stay as it was.",
)
def changes_the_callers_list(stones, rows, columns):
    for stone in stones[:]:
        sign, row, column = stone
        if row < 0 or row >= rows or column < 0 or column >= columns:
            stones.remove(stone)
    return stones


@mistake(
    still_there,
    "The places were counted before anything was taken out: as soon as a stone is gone, the last place is no longer there.",
)
def runs_out_of_places(stones, rows, columns):
    left = list(stones)
    for at in range(len(left)):
        sign, row, column = left[at]
        if row < 0 or row >= rows or column < 0 or column >= columns:
            left.pop(at)
    return left


@mistake(still_there, "A stone in row `rows`, or column `columns`, is kept. On a board of 3 rows, the last one is row 2.")
def keeps_the_edge(stones, rows, columns):
    return [stone for stone in stones if 0 <= stone[1] <= rows and 0 <= stone[2] <= columns]


@mistake(still_there, "A stone at a place below 0 is kept: outside has two sides.")
def keeps_negative_places(stones, rows, columns):
    return [stone for stone in stones if stone[1] < rows and stone[2] < columns]


@mistake(still_there, "Only stones that are outside in *both* directions go. One is enough.")
def wants_both(stones, rows, columns):
    return [stone for stone in stones if 0 <= stone[1] < rows or 0 <= stone[2] < columns]


@check("makes an empty board, and one of a single row")
def small_boards(learner, rng):
    rows, columns = int(rng.integers(2, 5)), int(rng.integers(5, 8))
    expect(learner.board_after(rows, columns, [])).equals(board_after(rows, columns, []))
    expect(learner.board_after(columns, rows, [])).equals(board_after(columns, rows, []))
    stones = [("x", 0, int(rng.integers(columns)))]
    got = learner.board_after(1, columns, stones)
    expect(got).is_a(list).equals(board_after(1, columns, stones))
    expect(got[0]).is_a(list)
    expect(learner.board_after(1, 1, [])).equals([["."]])


@check("puts a stone into its square alone, and stones over each other")
def stones_apart(learner, rng):
    rows, columns = int(rng.integers(3, 6)), int(rng.integers(3, 6))
    row, column = int(rng.integers(rows)), int(rng.integers(columns))
    one = [("x", row, column)]
    expect(learner.board_after(rows, columns, one)).equals(board_after(rows, columns, one))
    side = [*one, ("o", row, (column + 1) % columns)]
    expect(learner.board_after(rows, columns, side)).equals(board_after(rows, columns, side))
    stones = [*side, ("#", (row + 1) % rows, column), ("o", row, column)]
    expect(learner.board_after(rows, columns, stones)).equals(board_after(rows, columns, stones))


@check("keeps whole games apart from each other")
def whole_games(learner, rng):
    for _ in range(3):
        rows, columns = int(rng.integers(2, 6)), int(rng.integers(2, 6))
        stones = [(sign, *place) for sign, place in zip("xoxoxo", _squares(rng, rows, columns))]
        expect(learner.board_after(rows, columns, stones)).equals(board_after(rows, columns, stones))
        expect(learner.board_after).leaves_unchanged(rows, columns, stones)
        expect(learner.board_after(rows, columns, [])).equals(board_after(rows, columns, []))
    stones = [("black", 1, 0), ("w", 0, 1), ("", 0, 0)]
    expect(learner.board_after(2, 2, stones)).equals(board_after(2, 2, stones))


@check("begins a new list in every call without one")
def new_games(learner, rng):
    for move in rng.permutation(["a1", "b2", "c3", "d4"]).tolist():
        expect(learner.noted(move)).equals([move])
    expect(learner.noted("e5", None)).equals(["e5"])


@check("appends to the list that it is given, and to no other")
def given_lists(learner, rng):
    first, second, third, fourth = rng.permutation(["a1", "b2", "c3", "d4"]).tolist()
    moves = learner.put([first])
    expect(learner.noted(second, moves)).equals([first, second])
    expect(learner.noted(third, moves)).equals([first, second, third])
    expect(learner.noted(fourth)).equals([fourth])
    expect(learner.noted(first, moves)).equals([first, second, third, first])


@check("returns the very list that it was given, or began")
def same_list(learner, rng):
    first, second, third, fourth = rng.permutation(["a1", "b2", "c3", "d4"]).tolist()
    moves = learner.put([first])
    returned = learner.noted.kept(second, moves)
    learner.noted(third, returned)
    expect(learner.noted(fourth, moves)).equals([first, second, third, fourth])
    begun = learner.noted.kept(first)
    learner.noted(second, begun)
    expect(learner.noted(third, begun)).equals([first, second, third])


@check("appends to a list that is still empty")
def given_empty(learner, rng):
    first, second = rng.permutation(["a1", "b2"]).tolist()
    moves, others = learner.put([]), learner.put([])
    expect(learner.noted(first, moves)).equals([first])
    expect(learner.noted(second, moves)).equals([first, second])
    expect(learner.noted(second, others)).equals([second])


@check("keeps what is on the board, in its order")
def on_board(learner, rng):
    rows, columns = int(rng.integers(3, 6)), int(rng.integers(3, 6))
    inside = [("x", *place) for place in _squares(rng, rows, columns)[:5]]
    for stones in (inside, [], [*inside, ("o", rows + 2, 0)], [*inside, ("o", 0, columns + 3)]):
        got = learner.still_there(stones, rows, columns)
        expect(got).is_a(list).equals(still_there(stones, rows, columns))
        for stone in got:
            expect(stone).is_a(tuple)
    twice = [("x", 0, 1), ("o", 1, 1), ("o", 0, 1), ("x", rows, 1), ("o", rows, 1)]
    expect(learner.still_there(twice, rows, columns)).equals(twice[:3])


@check("drops stones that are outside in one direction, at the edge, or below 0")
def outside(learner, rng):
    rows, columns = int(rng.integers(2, 5)), int(rng.integers(5, 8))
    inside = ("x", rows - 1, columns - 1)
    for place in ((rows, 0), (0, columns), (rows, columns), (-1, 0), (0, -1), (columns - 1, 1), (rows + 1, columns + 1)):
        expect(learner.still_there([inside, ("o", *place)], rows, columns)).equals([inside])
    corners = [("o", 0, 0), ("x", rows - 1, 0), ("x", 0, columns - 1), inside]
    expect(learner.still_there(corners, rows, columns)).equals(corners)
    expect(learner.still_there(corners, 0, columns)).equals([])
    expect(learner.still_there(corners, rows, 0)).equals([])


@check("drops stones that come one after the other")
def neighbours(learner, rng):
    rows, columns = 3, 3
    inside = [("x", *place) for place in _squares(rng, rows, columns)[:3]]
    away = [("o", rows + at, int(rng.integers(0, 9))) for at in range(1, 5)]
    for stones in (
        away,
        [inside[0], *away[:2], inside[1]],
        [*away[:3], inside[2], away[3], inside[0]],
        [*inside, *away],
        [away[0], inside[0], inside[1]],
    ):
        expect(learner.still_there(stones, rows, columns)).equals(still_there(stones, rows, columns))


@check("leaves the stones that it was given as they were")
def left_alone(learner, rng):
    inside = [("x", *place) for place in _squares(rng, 3, 3)[:3]]
    away = [("o", 3, 0), ("x", 0, 7), ("o", 9, 9)]
    for stones in (inside, [inside[0], away[0], inside[1], away[1], away[2], inside[2]], [away[0], *inside]):
        expect(learner.still_there).leaves_unchanged(stones, 3, 3)
        expect(learner.still_there(stones, 3, 3)).equals(still_there(stones, 3, 3))


@check("has the names of the parameters that it had")
def names(learner, rng):
    stones = [("x", 0, int(rng.integers(3))), ("o", 1, 0)]
    expect(learner.board_after(rows=2, columns=3, stones=stones)).equals(board_after(2, 3, stones))
    expect(learner.noted(move="b2", moves=["a1"])).equals(["a1", "b2"])
    expect(learner.still_there(stones=stones, rows=1, columns=3)).equals(stones[:1])


@check("returns a new list of stones, also when all of them are still there")
def new_list(learner, rng):
    inside = [("x", *place) for place in _squares(rng, 3, 3)[:3]]
    stones = learner.put(inside)
    left = learner.still_there.kept(stones, 3, 3)
    learner.noted("one more", left)
    expect(list(stones)).equals(inside)


def _squares(rng, rows, columns):
    """All squares of a board, in any order."""
    return [(int(at) // columns, int(at) % columns) for at in rng.permutation(rows * columns)]
