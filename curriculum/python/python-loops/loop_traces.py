"""Round after round

Play each program on paper, with a row for each round and a column for each name. Reply with all that the screen shows, in its order,
on one line, with spaces or commas between; text without its quotes. Where the screen stays empty, reply `nothing`. Every one of these
programs ends. Capitals do not matter.
"""

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "Which lines belong to the loop, and what do the names stand for when a round begins?",
    "`range(a, b, c)` begins at `a`, goes on by `c`, and stops before it would reach `b`. `break` leaves the loop it stands in, at once; `continue` leaves the "
    "rest of the round and begins the next.",
    "The `else` of a loop is run when the loop came to its end by itself: the `for` had no more values, or the condition of the `while` was false. It is left out only "
    "when a `break` was carried out, and it is run also when there was no round at all.",
)

@question(times=2)
def summed(rng):
    while True:
        start, size, step = int(rng.integers(0, 6)), int(rng.integers(4, 7)), int(rng.choice([1, 1, 2, 3]))
        values = list(range(start, start + size * step, step))
        stop = values[-1] + int(rng.integers(1, step + 1))
        at = int(rng.integers(1, size))
        word = str(rng.choice(["break", "continue"]))
        first = bool(rng.random() < 0.6)  # whether the condition stands before the work, or after it
        sign = str(rng.choice(["==", "==", ">", "<"])) if word == "continue" else str(rng.choice(["==", ">", ">="]))
        bound = values[at]
        if sign in ("<", ">") and not 0 < at < size - 1:
            continue
        break
    end = bool(rng.random() < 0.5)
    skip, add = [f"    if n {sign} {bound}:", f"        {word}"], ["    total = total + n"]
    lines = ["total = 0", f"for n in range({start}, {stop}{f', {step}' if step > 1 else ''}):", *(skip + add if first else add + skip)]
    lines += ["    print(total)"] if not end else []
    lines += ["print(n, total)"] if end else []

    def play(values, word, first=first):
        total, shown, n = 0, [], values[0]
        for n in values:
            holds = {"==": n == bound, ">": n > bound, "<": n < bound, ">=": n >= bound}[sign]
            if not first:
                total += n
            if holds and word == "break":
                break
            if holds and word == "continue":
                continue
            if first:
                total += n
            shown.append(total)
        return [n, total] if end else shown

    right = play(values, word)
    other = "continue" if word == "break" else "break"
    return _shown(
        lines,
        right,
        (
            play(values, other),
            "`break` leaves the loop for good; what goes on with the next round is `continue`."
            if word == "break"
            else "`continue` leaves this round alone; the next one follows.",
        ),
        (play(values, "pass"), f"`{word}` is carried out in some round. Which lines does it leave out?"),
        (play([*values, values[-1] + step], word), "`range` stops before its second number."),
        (play(values, word, not first), "In which order do the lines stand: is the number added before the condition is asked, or after?"),
        (play(values[1:], word), "The first number of `range` is part of it."),
        ([right[-1]], "What comes before that, in the same line or in earlier rounds?"),
        ([values[-1], right[-1]] if end else [], "When the loop is left, `n` keeps the value it had in that round."),
    )


@question(times=2)
def counted_down(rng):
    bound, take = int(rng.choice([0, 1, 2, 3, 10, 20])), int(rng.integers(2, 9))
    start = bound + take * int(rng.integers(2, 5)) + int(rng.choice([0, 0, 1, -1]))
    sign = str(rng.choice([">", ">="]))
    before = bool(rng.random() < 0.5)
    name = str(rng.choice(["left", "seats", "level", "water"]))
    body = [f"    {name} = {name} - {take}", "    rounds = rounds + 1"]
    show = f"    print({name})"
    shown_inside = bool(rng.random() < 0.5)
    if shown_inside:
        body = [show, *body] if before else [*body, show]
    lines = [f"{name} = {start}", "rounds = 0", f"while {name} {sign} {bound}:", *body, f"print(rounds, {name})"]

    def play(sign, late=0, before=before):
        left, rounds, shown = start, 0, []
        while left > bound or sign == ">=" and left == bound:
            if shown_inside and before:
                shown.append(left)
            left -= take
            rounds += 1
            if shown_inside and not before:
                shown.append(left)
            if rounds + late > 40:
                break
        for _ in range(late):
            if shown_inside:
                shown.append(left)
            left -= take
            rounds += 1
        return [*shown, rounds, left]

    right = play(sign)
    *inside, rounds, left = right
    return _shown(
        lines,
        right,
        (play({">": ">=", ">=": ">"}[sign]), f"Look at the last rounds: is {bound} {sign} {bound}?"),
        ([*inside, rounds - 1, left + take], "The condition is asked before each round, not in the middle: a round that has begun is finished."),
        (play(sign, 1), "The condition is asked before each round: once it is false, no other round begins."),
        ([*inside, rounds, left + take], "Both numbers are those after the last round."),
        (play(sign, before=not before), "Where does the `print` stand: is the number shown before it is changed, or after?"),
        ([rounds, left], "In each round something is shown as well." if inside else "Count the rounds once more."),
        ([left, rounds], "In which order does the last `print` show the two?"),
        ([*inside, rounds + 1, left], "How often is `rounds` made larger by 1?"),
        ([*inside, rounds - 1, left], "How often is `rounds` made larger by 1?"),
    )


@question(times=2)
def searched(rng):
    size = int(rng.integers(3, 6))
    numbers = [int(n) for n in rng.choice(np.arange(2, 40), size=size, replace=False)]
    kind = str(rng.choice(["break", "break", "break", "none", "empty", "indented", "no break", "no break"]))
    bound = sorted(numbers)[-2] if kind != "none" else max(numbers)
    if kind == "empty":
        numbers = []
    lines = [f"for n in {numbers}:", f"    if n > {bound}:", '        print("found", n)']
    lines += ["        break"] if kind != "no break" else []
    lines += ["    else:", '        print("next")'] if kind == "indented" else ["else:", '    print("none")']
    lines += ['print("end")']

    def play(breaks=kind != "no break", after=None):
        shown = []
        for n in numbers:
            if n > bound:
                shown.append(f"found {n}")
                if breaks:
                    return [*shown, *(["none"] if after == "always" else []), "end"]
            elif kind == "indented":
                shown.append("next")
        if kind != "indented" and after != "never" and not (after == "unless found" and shown):
            shown.append("none")
        return [*shown, "end"]

    right = play()
    once = "The `else` belongs to the `for`, since it stands below it: it is run once, at the end, not for each number."
    if kind == "indented":
        once = "The `else` belongs to the `if`, since it stands below it: what does it show, and in which rounds?"
    hits = [shown for shown in right if shown.startswith("found")]
    early = [shown for n in numbers for shown in ([f"found {n}"] if n > bound else ["none"])]
    return _shown(
        lines,
        right,
        (play(after="unless found"), "The `else` of a loop knows nothing of what was found: it asks only whether a `break` was carried out."),
        (play(after="always"), "No `else` of the loop is there." if kind == "indented" else "After a `break`, the `else` of a loop is left out."),
        (play(after="never"), "There was no `break`, so the `else` of the loop is run, also if there was no round at all."),
        ([*early, "end"], once),
        (["none", *right], once),
        ([*(shown for shown in right if shown not in ("end", "next"))] or ["nothing"], "The last line is not indented: it is run in any case."),
        ([*hits, "end"], "Here `else` is indented like the `if`, to which it belongs: it is run in each round without a hit." if "next" in right else "When is the `else` of a loop run?"),
        ([*hits, "next", "end"] if kind == "indented" else [], "This `else` belongs to the `if`: it is asked anew in each round."),
        (["end"], "Go through the numbers one by one: is one of them above the bound, and is there an `else`?"),
        (["found", *right[1:]] if hits else ["nothing"], "`print` shows both of its values." if hits else "The last line is run in any case."),
    )


@question(times=2)
def nested(rng):
    rows, columns = int(rng.integers(2, 6)), int(rng.integers(2, 6))
    way = str(rng.choice(["break", "continue", "plain", "triangle", "outer"]))
    hit = int(rng.integers(1, columns))
    inner = "row + 1" if way == "triangle" else str(columns)
    lines = ["count = 0", f"for row in range({rows}):", f"    for column in range({inner}):"]
    condition = {"break": f"column == {hit}", "continue": f"column == {hit}"}.get(way)
    if condition:
        lines += [f"        if {condition}:", f"            {way}"]
    lines += ["        count = count + 1"]
    if way == "outer":
        lines += [f"    if count > {columns}:", "        break"]
    lines += ["print(row, column, count)"]

    def play(stops="inner", word=way):
        count, row, column = 0, 0, 0
        for row in range(rows):
            for column in range(row + 1 if way == "triangle" else columns):
                if condition and column == hit:
                    if word == "break":
                        break
                    if word == "continue":
                        continue
                count += 1
            else:
                if way == "outer" and count > columns:
                    break
                continue
            if stops == "both":
                break
        return [row, column, count]

    right = play()
    row, column, count = right
    return _shown(
        lines,
        right,
        (play("both"), "`break` leaves the loop that it stands in, and no other: the loop over the rows goes on."),
        (play(word="continue" if way == "break" else "break"), f"`{way}` is something else: does the loop go on after it?"),
        (play(word="pass"), f"In which rounds is `{way}` carried out, and which line does it leave out?"),
        ([rows, columns, count], "`range(n)` ends before `n`, and after a loop its name keeps the last value."),
        ([row, column, rows * columns], "How many rounds has the inner loop in each round of the outer one?"),
        ([row, column, rows + columns], "For every round of the outer loop, the inner loop is run from its beginning: the rounds multiply."),
        ([row, column, columns], "For every round of the outer loop, the inner loop is run from its beginning."),
        ([row + 1, column + 1, count], "`range` counts from 0, and ends before its number."),
        ([count], "`print` shows three values."),
        ([row, columns - 1, count], "What does `column` stand for when the inner loop is left?"),
        ([rows - 1, column, count], "What does `row` stand for when the outer loop is left?"),
    )


@question(times=2)
def given_up(rng):
    start, factor, limit = int(rng.integers(1, 6)), int(rng.choice([2, 3])), int(rng.integers(2, 5))
    goal = int(rng.integers(20, 90))
    exact = start * factor ** int(rng.integers(2, 4))
    goal = exact if rng.random() < 0.4 else goal
    lines = [f"n = {start}", "tries = 0", f"while n < {goal}:", f"    if tries == {limit}:", '        print("too many")', "        break"]
    lines += [f"    n = n * {factor}", "    tries = tries + 1", "else:", '    print("there")', "print(n, tries)"]

    def play(limit, after=None, include=False):
        n, tries = start, 0
        while n < goal or include and n == goal:
            if tries == limit:
                return ["too many", *(["there"] if after == "always" else []), n, tries]
            n, tries = n * factor, tries + 1
        return [*([] if after == "never" else ["there"]), n, tries]

    right = play(limit)
    *told, n, tries = right
    return _shown(
        lines,
        right,
        (play(limit, "always"), "After a `break`, the `else` of a loop is left out, also that of a `while`."),
        (play(limit, "never"), "The condition has become false and there was no `break`: then the `else` of the `while` is run."),
        (play(99), "How many tries are there before the `break`?"),
        (play(limit + 1), f"The condition is asked before the work: when `tries` is {limit}, no other try is made."),
        (play(limit - 1), f"`tries` begins at 0: how many tries have been made when it is {limit}?"),
        (play(limit, include=True), f"Is {goal} < {goal}?"),
        ([*told, n // factor, tries - 1], "The number is multiplied once more before the condition is asked again."),
        (told, "The last line is run in any case."),
        ([n, tries], "Before that, one of two words is shown."),
        (["there", n, tries], "Which of the two words is shown, and why?"),
        (["too many", n, tries], "Which of the two words is shown, and why?"),
    )


@question
def changed_inside(rng):
    start, more, rounds = int(rng.integers(2, 6)), int(rng.integers(2, 9)), int(rng.integers(2, 5))
    way = str(rng.choice(["name", "limit", "down", "empty", "letters"]))
    if way == "name":
        lines = [f"for n in range({rounds}):", f"    n = n + {more}", "    print(n)"]
        right = [n + more for n in range(rounds)]
        wrong = ([more], f"What is done to `n` ends with the round: at the next one, `for` gives it the next value. There are {rounds} rounds.")
    elif way == "limit":
        lines = [f"n = {rounds}", "for turn in range(n):", f"    n = n + {more}", "print(turn, n)"]
        right = [rounds - 1, rounds + rounds * more]
        wrong = ([rounds, rounds + (rounds + 1) * more], "`range(n)` is worked out once, before the first round, and ends before that number.")
    elif way == "down":
        lines = [f"for n in range({start + 2 * rounds}, {start}, -2):", "    print(n)"]
        right = list(range(start + 2 * rounds, start, -2))
        wrong = ([*right, start], "Going down, too, `range` stops before its second number.")
    elif way == "empty":
        lines = [f"total = {rounds}", f"for n in range({start + more}, {start}):", "    total = total + n", "print(total)"]
        right = [rounds]
        wrong = ([rounds + sum(range(start + 1, start + more + 1))], "Without a third number, `range` counts upwards: from here it is past its end at once.")
    else:
        word = str(rng.choice(["rye", "oat", "corn", "rice"]))
        lines = ['text = ""', f'for one in "{word}":', "    text = one + text", "print(text)"]
        right = [word[::-1]]
        wrong = ([word], "Each letter is put *in front of* what is there already.")
    return _shown(
        lines,
        right,
        wrong,
        ([*right, right[-1] + 1] if way == "name" else ["nothing"], "How many rounds are there, and what is shown?"),
        (list(range(rounds)) if way == "name" else [0], "Which value does the name have when it is shown?"),
        (list(range(start + 2 * rounds, start, -1)) if way == "down" else [], "What is the third number of `range` for?"),
    )


def _shown(lines, right, *mistakes):
    """A question for all that a program shows. Of equal mistakes the first counts."""
    code = "\n".join(lines)
    spelled = _spellings(right)
    sentences = {}
    for wrong, sentence in mistakes:
        for spelling in _spellings(wrong)[:_COMMON] if wrong else ():
            if spelling not in spelled:
                sentences.setdefault(spelling, sentence)
    return ask.text(f"What does the screen show?\n\n```python\n{code}\n```", right=spelled, mistakes=sentences)


_COMMON = 4
"""So many spellings of a wrong reply are looked for, the commonest."""


def _spellings(shown):
    """How people write what a screen shows: on one line, or line by line."""
    if shown == ["nothing"]:
        return ["nothing", "nothing.", "empty", "-", "nothing is shown"]
    told = [str(one) for one in shown]
    apart = [separator.join(told) for separator in (" ", ", ", "\n", "; ", " / ", " | ", r"\n", " and ")]
    # A last `print` of two values is one line, of two numbers with a blank between: `14, 8, 2, 3 2`.
    lines = [separator.join([*told[:-2], " ".join(told[-2:])]) for separator in (", ", "; ", " / ", " | ")]
    return list(dict.fromkeys([*apart[:2], lines[0], *apart[2:], *lines, ", ".join(" ".join(told).split())]))
