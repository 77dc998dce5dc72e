"""True, false, and never asked

Work each program out on paper. Reply with all that the screen shows, in its order, on one line, with spaces or commas
between; text without its quotes. Where the program stops with an error, reply with what is shown before it and then `error`.
Capitals do not matter.
"""

import operator

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "What is the left side worth, and does the right side still matter then?",
    "Comparisons come first, then `not`, then `and`, then `or`. False are `False`, `None`, zeros, and whatever is empty; everything else "
    "is true.",
    "`a and b` is `a` itself if that counts as false, and else `b`. `a or b` is `a` itself if that counts as true, and else `b`. "
    "Either way, `b` is not even looked at in the first case.",
)

ERROR = "error"
EMPTY = ["0", "0.0", '""', "[]", "()", "{}", "None", "False"]
FULL = ['"0"', '"False"', '" "', '"no"', "[0]", "[[]]", "-1", "0.1", '"None"', "(0, 0)"]


@question(times=2)
def compared(rng):
    a, b, c, d = (int(n) for n in rng.choice(np.arange(1, 20), size=4, replace=False))
    low, middle, high = sorted((a, b, c))
    asked = [
        f"{low} < {high} < {middle}",
        f"{middle} < {low} < {high}",
        f"{low} < {middle} < {high}",
        f"{high} > {low} < {middle}",
        f"{low} < {high} > {middle}",
        f"{a} == {a} == 1",
        f"{low} < {middle} == True",
        f"not {a} == {b}",
        f"not {a} == {b} and {c} > {d}",
        f"not ({a} == {a} and {c} > {d})",
        f"{a} > {b} or {c} > {d} and {a} > {c}",
        f"({a} > {b} or {c} > {d}) and {a} > {c}",
        f"not {low} < {middle} or {middle} < {high}",
        f"{middle} != {low} + {middle - low}",
    ]
    lines = [asked[at] for at in rng.choice(len(asked), size=3, replace=False)]
    right = [eval(line) for line in lines]
    return _shown(
        [f"print({line})" for line in lines],
        right,
        ([_left_to_right(line) for line in lines], "`a < b < c` asks `a < b and b < c`: what is compared with `c` is `b`, not `True`."),
        ([_or_first(line) for line in lines], "Without parentheses, `and` is worked out before `or`."),
        ([_not_last(line) for line in lines], "`not` turns only what stands up to the next `and` or `or`, not the whole line."),
        *_all_but_right(right, "Write each line with the parentheses that Python has in mind: comparisons first, then `not`, `and`, `or`."),
    )


@question
def counted_as(rng):
    values = [str(value) for value in (*rng.permutation(EMPTY)[:2], *rng.permutation(FULL)[:3])]
    values = [values[at] for at in rng.permutation(5)][:4]
    lines = [line for value in values for line in (f"if {value}:", '    print("yes")', "else:", '    print("no")')]
    right = ["yes" if eval(value) else "no" for value in values]
    text_only = ["no" if value in ('"0"', '"False"', '"no"', '"None"', '" "') else told for value, told in zip(values, right)]
    containers = ["no" if value in ("[0]", "[[]]", "(0, 0)") else told for value, told in zip(values, right)]
    exists = ["yes" if value in ("[]", "()", "{}", '""') else told for value, told in zip(values, right)]
    numbers = ["no" if value in ("-1", "0.1") else told for value, told in zip(values, right)]
    return _shown(
        lines,
        right,
        (text_only, "A text is false only if it is empty. What it says is not read, and a blank is a character too."),
        (containers, "What holds something is true, whatever that something is."),
        (exists, "What is empty counts as false: `[]`, `()`, `{}` and `\"\"`."),
        (numbers, "Of numbers, 0 alone counts as false; negative ones and small ones are true."),
        (["no" if told == "yes" else "yes" for told in right], "All four are the other way round: what is empty, 0 or None counts as false."),
        *_all_but_right(right, "Only `False`, `None`, zeros and what is empty count as false.", ("yes", "no")),
    )


@question(times=2)
def operands(rng):
    name = str(rng.choice(["Ada", "Bob", "Eve", "guest", "nobody"]))
    a, b = (int(n) for n in rng.choice(np.arange(2, 60), size=2, replace=False))
    pool = [
        (f'"" or "{name}"', name),
        (f'"{name}" or {a}', name),
        (f"None or {a}", a),
        (f"0 or {a}", a),
        (f"{a} or {b}", a),
        (f"{a} and {b}", b),
        (f'{a} and "{name}"', name),
        (f"0 and {a}", 0),
        (f"None and {a}", None),
        (f"[] or {b}", b),
        (f"[] and {b}", []),
        ("0 or None", None),
        ("None or 0", 0),
        (f"not {a}", False),
        (f"not 0 and {b}", b),
        (f"{a} > {b} and {a}", a if a > b else False),
        (f"{a} > {b} or {b}", True if a > b else b),
        (f"0 or {a} and {b}", b),
        (f"{a} or {b} and 0", a),
    ]
    chosen = [pool[at] for at in rng.choice(len(pool), size=3, replace=False)]
    right = [value for _, value in chosen]
    return _shown(
        [f"print({code})" for code, _ in chosen],
        right,
        ([bool(value) for value in right], "`and` and `or` hand back one of their two sides as it is, not `True` or `False`."),
        ([_other_side(code, value) for code, value in chosen], "`or` stops at the first true side, `and` at the first false one; what it stopped at is handed back."),
        *(
            (right[:at] + [bool(value)] + right[at + 1 :], "`and` and `or` hand back one of their two sides as it is, not `True` or `False`.")
            for at, value in enumerate(right)
        ),
        *(
            (right[:at] + [_other_side(*chosen[at])] + right[at + 1 :], "`or` stops at the first true side, `and` at the first false one.")
            for at in range(3)
        ),
    )


@question(times=2)
def never_run(rng):
    names = [str(name) for name in rng.choice([*"abkmpqxy"], size=4, replace=False)]
    while True:
        values = [bool(value) for value in rng.random(4) < 0.5]
        calls = [f'say("{name}", {value})' for name, value in zip(names, values)]
        one, two, three, four = calls
        ways = [
            f"{one} and {two} or {three}",
            f"{one} or {two} and {three}",
            f"{one} or {two} or {three}",
            f"{one} and {two} and {three}",
            f"not {one} and {two} or {three}",
            f"({one} or {two}) and {three}",
            f"{one} and ({two} or {three})",
            f"{one} and {two} or {three} and {four}",
            f"{one} or not {two} or {three}",
        ]
        code = ways[rng.integers(len(ways))]
        told, everything = _said(code), [name for name in names if f'"{name}"' in code]
        if told != everything and len(told) > 1 or rng.random() < 0.15:
            break
    truth = eval(code, {"say": lambda name, value: value})
    pick = ["yes"] if truth else ["no"]
    lines = ["def say(name, value):", "    print(name)", "    return value", "", f"if {code}:", '    print("yes")', "else:", '    print("no")']
    only_true = [name for name, value in zip(names, values) if value and name in everything]
    return _shown(
        lines,
        told + pick,
        (everything + pick, "Not all of these are called: once the left side has decided, the right side is never run."),
        (told, "The calls are right. Which of `yes` and `no` is shown after them?"),
        (told + (["no"] if truth else ["yes"]), "The calls are right. Which of the two branches is taken?"),
        (only_true + pick, "A call shows its letter before anything is known about what it hands back, `True` or `False`."),
        (told[:1] + pick, "The first call has not decided yet: with `and`, a true left side leaves it to the right one; with `or`, a false one."),
        (pick, "`say` shows its letter each time it is called."),
    )


@question
def branches(rng):
    low, middle, high = (int(n) for n in np.sort(rng.choice(np.arange(2, 18), size=3, replace=False)) * 5)
    words = [str(word) for word in rng.choice(["cold", "mild", "warm", "hot", "tiny", "small", "large", "huge"], size=4, replace=False)]
    upwards, separate = bool(rng.random() < 0.5), bool(rng.random() < 0.4)
    bounds, sign = ([low, middle, high], ">=") if upwards else ([high, middle, low], "<")
    if rng.random() < 0.4:
        bounds, sign = bounds[::-1], sign
    sign = {">=": str(rng.choice([">=", ">"])), "<": str(rng.choice(["<", "<="]))}[sign]
    x = int(rng.choice([low, middle, high, low + 2, middle + 2, high + 2]))
    second = "if" if separate else "elif"
    lines = [f"x = {x}", f"if x {sign} {bounds[0]}:", f'    print("{words[0]}")', f"{second} x {sign} {bounds[1]}:", f'    print("{words[1]}")']
    lines += [f"{second} x {sign} {bounds[2]}:", f'    print("{words[2]}")', "else:", f'    print("{words[3]}")', 'print("end")']
    holds = [_compare(x, sign, bound) for bound in bounds]
    other = {">=": ">", ">": ">=", "<": "<=", "<=": "<"}[sign]

    def told(holds, separate):
        first = [word for word, true in zip(words, holds) if true]
        if separate:
            return [*first, *([] if holds[2] else words[3:]), "end"]
        return [*(first[:1] or words[3:]), "end"]

    right = told(holds, separate)
    return _shown(
        lines,
        right,
        (
            told(holds, not separate),
            "An `if` is asked whatever came before it; the `else` belongs to the last `if` alone."
            if separate
            else "An `elif` is asked only if all above it was false: at most one branch is taken.",
        ),
        (told([_compare(x, other, bound) for bound in bounds], separate), f"Look at the bound itself: is {x} {sign} {x}?"),
        ([*right[:-1]], "The last line is not indented: it is run in any case."),
        ([*(word for word, true in zip(words, holds) if true), "end"], "When is `else` run?"),
        ([words[[*holds, True].index(True)], words[3], "end"], "`else` is for when nothing above it was true."),
        ([words[3], "end"], "Something above the `else` is true."),
        *(([word, "end"], "Go through the conditions from the top, with the number in place of `x`.") for word in words[:3]),
    )


@question(times=2)
def literal_or(rng):
    one, two, three, four = (int(n) for n in rng.choice(np.arange(2, 30), size=4, replace=False))
    xs = [int(x) for x in rng.permutation([one, two, three])]
    forms = {
        f"x == {one} or {two}": lambda x: x == one or two,
        f"x == {one} or x == {two}": lambda x: x in (one, two),
        f"x in ({one}, {two})": lambda x: x in (one, two),
        f"x == {one} and {two}": lambda x: x == one and two,
        f"x == ({one} or {two})": lambda x: x == one,
        f"x != {one} or x != {two}": lambda x: True,
        f"x != {one} and x != {two}": lambda x: x not in (one, two),
        f"not x == {one} or x == {two}": lambda x: x != one,
        f"{one} or {two} == x": lambda x: one,
    }
    code = str(rng.choice(list(forms), p=[0.25, 0.05, 0.05, 0.15, 0.15, 0.15, 0.05, 0.05, 0.1]))
    right = [forms[code](x) for x in xs]
    either = [x in (one, two) for x in xs]
    lines = [line for x in xs for line in (f"x = {x}", f"print({code})")]
    sentence = {
        "x != ": "A number cannot be equal to both: one of the two sides is always true.",
        "x == ": f"`x == {one} or {two}` is `(x == {one}) or {two}`. What is compared, and what is handed back?",
    }.get(code[:5], "The two sides are worked out one by one; neither knows of the comparison in the other.")
    if code.startswith("x == ("):
        sentence = f"In the parentheses, `{one} or {two}` comes first, and is worth one of the two."
    if "and" in code and code.startswith("x =="):
        sentence = "Where the left side is true, `and` hands back its right side as it is."
    return _shown(
        lines,
        right,
        (either, sentence),
        ([not told for told in either], "Look at each side alone, with the number in place of `x`."),
        ([bool(told) for told in right], "`and` and `or` hand back one of their two sides as it is, not `True` or `False`."),
        ([x == one for x in xs], f"And the other side, for instance for {four}?"),
        ([True] * 3, "Look at each side alone, with the number in place of `x`."),
        ([False] * 3, "Look at each side alone, with the number in place of `x`."),
    )


@question
def counted(rng):
    low, high = (int(n) for n in np.sort(rng.choice(np.arange(4, 26), size=2, replace=False)))
    if high - low < 3:
        high += 3
    forms = {
        f"{low} < x <= {high}": (lambda x: low < x <= high),
        f"{low} <= x < {high}": (lambda x: low <= x < high),
        f"not {low} <= x <= {high}": (lambda x: not low <= x <= high),
        f"x < {low} or x >= {high}": (lambda x: x < low or x >= high),
        f"x <= {low} or x > {high}": (lambda x: x <= low or x > high),
        f"x >= {low} and not x > {high}": (lambda x: low <= x <= high),
        f"x < {low} and x > {high}": (lambda x: False),
        f"x > {low} or x < {high}": (lambda x: True),
        f"not (x < {low} or x >= {high})": (lambda x: low <= x < high),
    }
    code = str(rng.choice(list(forms)))
    right = sum(forms[code](x) for x in range(31))
    between = high - low
    mistakes = [
        (31 - right, "Those are the numbers for which it is false."),
        (30 - right, "Those are the numbers for which it is false, and 0 is one of the numbers from 0 to 30."),
        (0, "Some numbers do. Take one from each side of the bounds and one between, and try them."),
        (right + 1, "Look at the two bounds: which of them belongs to it?"),
        (right - 1, "Look at the two bounds, and at 0: which of them belongs to it?"),
        (between + 1, "Both bounds are counted there. And does it ask for what lies between, or outside?"),
        (between - 1, "Neither bound is counted there. And does it ask for what lies between, or outside?"),
        (between, "Does it ask for what lies between the two bounds, or for something else?"),
        (30 - between, "Does it ask for what lies outside the two bounds, or for something else?"),
    ]
    text = f"For how many whole numbers `x` from 0 to 30, both included, is `{code}` true?"
    return ask.number(text, right=right, mistakes={value: sentence for value, sentence in reversed(mistakes) if value != right})


@question(times=2)
def guarded(rng):
    n, least = int(rng.integers(2, 30)), int(rng.integers(2, 9))
    word = str(rng.choice(["text", "name", "size", "rate"]))
    pool = [
        (f"{word} = 0", f"{word} != 0 and {n} / {word} > {least}", False),
        (f"{word} = 0", f"{n} / {word} > {least} and {word} != 0", ERROR),
        (f"{word} = None", f"{word} is None or {word} > {least}", True),
        (f"{word} = None", f"{word} is not None and {word} > {least}", False),
        (f"{word} = None", f"{word} > {least} or {word} is None", ERROR),
        (f"{word} = None", f"{word} == {least} or {word} is None", True),
        (f"{word} = {n}", f"{word} == {n} or {word} / 0 > {least}", True),
        (f"{word} = {n}", f"{word} != {n} or {word} / 0 > {least}", ERROR),
        (f'{word} = ""', f'{word} == "" or {word}[0] == "A"', True),
        (f'{word} = ""', f'{word} and {word}[0] == "A" or {n} > {n + least}', False),
        (f'{word} = ""', f'{word}[0] == "A" or {word} == ""', ERROR),
        (f'{word} = "{n}"', f"{word} == {n}", False),
        (f'{word} = "{n}"', f"{word} < {n + least}", ERROR),
        (f'{word} = "{n}"', f"{word} != {n} or {word} < {n + least}", True),
    ]
    ends = [case for case in pool if case[2] == ERROR]
    goes = [case for case in pool if case[2] != ERROR]
    first = goes[rng.integers(len(goes))]
    second = (ends if rng.random() < 0.5 else goes)[rng.integers(5)]
    right = [first[2], second[2]]
    guard = "What stands on the right is not run once the left side has decided: so the order of the two sides matters."
    mixed = "`==` and `!=` compare anything with anything; `<` and `>` do not know what to do with None, or with text and a number."
    sentence = mixed if " and " not in second[1] and " or " not in second[1] else guard
    lines = [first[0], f"print({first[1]})", second[0], f"print({second[1]})"]
    told = [False, True, ERROR]
    return _shown(
        lines,
        right,
        *(([one, two], guard if one != right[0] else sentence) for one in (False, True) for two in told if [one, two] != right),
        ([ERROR], "The first `print` still shows something."),
        ([right[0]], "There are two lines with `print`: what comes of the second?"),
    )


def _shown(lines, right, *mistakes):
    """A question for all that a program shows. Of equal mistakes the first counts."""
    code = "\n".join(lines)
    spelled = _spellings(right)
    sentences = {}
    for wrong, sentence in mistakes:
        for spelling in _spellings(wrong)[:_COMMON]:
            if spelling not in spelled:
                sentences.setdefault(spelling, sentence)
    return ask.text(f"What does the screen show?\n\n```python\n{code}\n```", right=spelled, mistakes=sentences)


_COMMON = 4
"""So many spellings of a wrong reply are looked for, the commonest."""
_THEN = (" then error", ", then error", " and then error", ", and then error", " then an error", " and then an error")
"""How the end is written by whoever takes the prompt at its word."""


def _spellings(shown):
    """How people write what a screen shows."""
    told = [str(one) for one in shown]
    apart = [separator.join(told) for separator in (" ", ", ", "\n", "; ", " / ", " | ", r"\n", " and ")]
    names = ("an error", "ZeroDivisionError", "TypeError", "IndexError")
    longer = [separator.join([*told[:-1], name]) for name in names for separator in (" ", ", ", "\n")]
    longer += [before + name for before in (" ".join(told[:-1]), ", ".join(told[:-1])) for name in _THEN] if told[1:] else []
    return list(dict.fromkeys([*apart, *(longer if told[-1] == ERROR else [])]))


def _all_but_right(right, sentence, values=(True, False)):
    """Every other reply of that length."""
    replies = [[]]
    for _ in right:
        replies = [[*reply, value] for reply in replies for value in values]
    return [(reply, sentence) for reply in replies if reply != right]


_SIGNS = {"<": operator.lt, ">": operator.gt, "==": operator.eq, "<=": operator.le, ">=": operator.ge}


def _compare(x, sign, bound):
    return _SIGNS[sign](x, bound)


def _left_to_right(code):
    """What it is worth to someone for whom the first comparison is made, and its outcome compared with the rest."""
    parts = code.split()
    if len(parts) != 5 or parts[0] == "not" or parts[3] not in _SIGNS:
        return eval(code)
    outcome = _compare(int(parts[0]), parts[1], int(parts[2]))
    return _compare(outcome, parts[3], eval(parts[4]))


def _or_first(code):
    """What it is worth to someone who works out `or` before `and`."""
    if " or " not in code or " and " not in code or "(" in code:
        return eval(code)
    return eval(" and ".join(f"({part})" for part in code.split(" and ")))


def _not_last(code):
    """What it is worth to someone who turns round the whole line."""
    return not eval(code.removeprefix("not ")) if code.startswith("not ") else eval(code)


def _other_side(code, value):
    """The other side of an `and` or `or`; of anything else, its opposite."""
    for word in (" and ", " or "):
        if code.count(" and ") + code.count(" or ") == 1 and word in code:
            left, right = (eval(side) for side in code.split(word))
            return left if repr(left) != repr(value) else right
    return not value


def _said(code):
    """The names that are shown while `code` is worked out."""
    told = []

    def say(name, value):
        told.append(name)
        return value

    eval(code, {"say": say})
    return told
