"""The program in your head

What does the screen show? Work each program out line by line, on paper, with a column for each name. Reply with all that is
shown, in its order, on one line, with spaces or commas between. Where the screen stays empty, reply `nothing`. Text is shown
without its quotes. Capitals do not matter, nor how many spaces stand between two things.
"""

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "Which line is run first, which after that, and what does each name stand for at that moment?",
    "`x = …` works out the right side with what the names stand for now, and then lets `x` stand for the result. Nothing "
    "that was worked out earlier changes by that.",
    "Only `print` shows something in a script, and what it hands back is `None`. Text in quotes is glued by `+` and "
    "repeated by `*`. Lines that are indented below `for` are repeated, together; the others are not.",
)


@question(times=2)
def assigned(rng):
    names = [str(name) for name in rng.choice([*"abkmpxy"], size=3, replace=False)]
    while True:
        steps = _steps(rng, names)
        right = _values(steps, names)
        linked, mirrored = _linked(steps, names), _values([_mirrored(step) for step in steps], names)
        if len({tuple(right), tuple(linked), tuple(mirrored)}) == 3:
            break
    first = _values(steps[:3], names)
    labelled = [[f"{name}{sign}{value}" for name, value in zip(names, right)] for sign in (" = ", "=", ": ", " ")]
    return _shown(
        "This is run as a script.",
        [f"{name} = {' '.join(map(str, terms))}" for name, terms in steps] + [f"print({name})" for name in names],
        right,
        (linked, "`=` is no equation that goes on holding: what was worked out earlier stays, whatever changes later."),
        (mirrored, "The name on the left is what changes. In `a = b`, `b` stays as it is."),
        (first, "Those were the values after the first three lines. A name stands for what it was given last."),
        (right[::-1], "These are the right values in the wrong order: which `print` comes first?"),
        *((told, "The values are right; `print` shows them alone, without their names.") for told in labelled),
    )


@question
def printed(rng):
    one, two, three = (int(n) for n in rng.choice(np.arange(2, 30), size=3, replace=False))
    word = str(rng.choice(["sum", "total", "result", "amount"]))
    inside = [f"{word} = a + b", f"shown = print({word})"] if rng.random() < 0.5 else ["shown = print(a + b)"]
    ends = [f"c = a + {three}", 'print("c", c)'] if rng.random() < 0.5 else [f"a = {three}", "print(a, b)"]
    last = f"c {one + three}" if "c" in ends[0][:1] else f"{three} {two}"
    order = rng.random() < 0.5  # whether `shown` is shown before the end, or after it
    lines = [f"a = {one}", f"b = {two}", *inside]
    lines += ["print(shown)", *ends] if order else [*ends, "print(shown)"]

    def told(first, shown):
        return [*first, shown, last] if order else [*first, last, shown]

    total = one + two
    return _shown(
        "This is run as a script.",
        lines,
        told([total], None),
        (told([total], total), "`print` shows its text and hands back `None`: that is what `shown` stands for."),
        (told([], total), "The line with `shown = print(…)` shows something too, the moment it is run."),
        (told([], None), "The line with `shown = print(…)` shows something too, the moment it is run."),
        ([total, last], "`print(shown)` shows something as well: what does `print` hand back?"),
    )


@question
def texts(rng):
    a, b = (int(n) for n in rng.choice(np.arange(2, 9), size=2, replace=False))
    times = int(rng.integers(2, 5))
    asked = [
        (f'print(a + "{b}")', f"{a}{b}", a + b),
        (f"print(a * {times})", str(a) * times, a * times),
        (f"print(int(a) + {b})", a + b, f"{a}{b}"),
        (f'print("a", {b})', f"a {b}", f"{a} {b}"),
        (f'print("{b} + {times}", {b} + {times})', f"{b} + {times} {b + times}", f"{b + times} {b + times}"),
    ]
    chosen = [asked[at] for at in sorted(rng.permutation(5)[:2])] + [asked[rng.integers(2)]]
    chosen = list(dict.fromkeys(chosen))
    swapped = {f"{a}{b}": a + b, a + b: f"{a}{b}"}
    glued = [wrong if line.startswith("print(a") else right for line, right, wrong in chosen]
    numbers = [swapped.get(right, right) if "int" in line else right for line, right, _ in chosen]
    named = [wrong if line.startswith('print("') else right for line, right, wrong in chosen]
    return _shown(
        "This is run as a script.",
        [f'a = "{a}"', *(line for line, _, _ in chosen)],
        [right for _, right, _ in chosen],
        (glued, f'`"{a}"` is text, because of the quotes: `+` glues texts together, and `*` repeats them.'),
        (numbers, "`int` makes a number of the text, and numbers are added."),
        (named, "What stands in quotes is shown letter by letter: nothing in it is looked up or worked out."),
        (
            [wrong for _, _, wrong in chosen],
            "Look at the quotes once more: what is inside them is text, also where it looks like a number or a name.",
        ),
    )


@question
def typed(rng):
    count, extra = (int(n) for n in rng.choice(np.arange(2, 10), size=2, replace=False))
    name = str(rng.choice(["age", "count", "floor", "seats"]))
    number = rng.random() < 0.4
    code = [f'{name} = int(input("How many? "))' if number else f'{name} = input("How many? ")']
    as_number = [2 * count, f"{count} {extra}", count * extra]
    as_text = [f"{count}{count}", f"{count} {extra}", str(count) * extra]
    code += [f"print({name} + {name})", f"print({name}, {extra})", f"print({name} * {extra})"]
    order = [0, *(int(at) + 1 for at in rng.permutation(3))]
    right, other = (as_number, as_text) if number else (as_text, as_number)
    pick = [at - 1 for at in order[1:]]
    sentence = (
        "`int` stands around the `input`: it is a number that the name stands for."
        if number
        else "`input` hands over text, also where digits were typed: texts are glued and repeated."
    )
    return _shown(
        f"This is run as a script, and `{count}` is typed when it asks. What does it show after that?",
        [code[at] for at in order],
        [right[at] for at in pick],
        ([other[at] for at in pick], sentence),
        ([name] * 3, f"Without quotes, `{name}` stands for its value."),
    )


@question(times=2)
def repeated(rng):
    start, step, rounds = (int(n) for n in rng.choice(np.arange(2, 7), size=3, replace=False))
    name = str(rng.choice(["n", "points", "level", "steps"]))
    operator = str(rng.choice(["+", "+", "*", "-"]))
    rounds = min(rounds, 4)
    change, show = f"{name} = {name} {operator} {step}", f"print({name})"
    word = str(rng.choice(["end", "done", "stop"]))
    body = [[change, show], [show, change], [change], [show]][rng.integers(4)]
    after = [change, f'print("{word}", {name})'] if rng.random() < 0.4 else [f'print("{word}", {name})']

    def run(count, inside, outside):
        value, shown = start, []
        for line in [*inside * count, *outside]:
            if line == change:
                value = value + step if operator == "+" else value - step if operator == "-" else value * step
            else:
                shown.append(value if line == show else f"{word} {value}")
        return shown

    return _shown(
        "This is run as a script.",
        [f"{name} = {start}", f"for turn in range({rounds}):", *(f"    {line}" for line in body), *after],
        run(rounds, body, after),
        (run(rounds, [*body, *after], []), "Only the indented lines are repeated; the others come once, after them."),
        (run(1, body, after), f"The indented lines are run {rounds} times, not once."),
        (run(rounds + 1, body, after), f"`range({rounds})` gives {rounds} rounds, from 0 to {rounds - 1}."),
        (run(rounds - 1, body, after), f"`range({rounds})` gives {rounds} rounds, from 0 to {rounds - 1}."),
        (
            [line for each in dict.fromkeys(body) for line in run(rounds, [each], [])] + run(rounds, body, after)[-1:],
            "The block is repeated as a whole: first line, second line, and from the top again.",
        ),
    )


@question
def three_ways(rng):
    a, b, c = (int(n) for n in rng.choice(np.arange(2, 30), size=3, replace=False))
    way = str(rng.choice(["script", "shell", "cell"]))
    lines = [f"a = {a}", f"b = {b}", "a + b", f"print(a + {c})", f"b = b + {c}", "a + b"]
    script, shell, cell = [a + c], [a + b, a + c, a + b + c], [a + c, a + b + c]
    right = {"script": script, "shell": shell, "cell": cell}[way]
    where = {
        "script": "This is saved in a file, and the file is run as a script.",
        "shell": "This is typed into Python's shell, line by line.",
        "cell": "This is one cell of a notebook, and the cell is run.",
    }[way]
    sentences = {
        "script": "A script shows what `print` is given, and nothing else.",
        "shell": "The shell shows the value of every line that has one, besides what `print` shows.",
        "cell": "A cell shows what `print` is given, and the value of its last line.",
    }
    return _shown(
        where,
        lines,
        right,
        *((wrong, sentences[way]) for wrong in (script, shell, cell) if wrong != right),
        ([a + b, a + b + c], "`print` shows its number as well, wherever it is run."),
        (["nothing"], "There is a `print` among the lines."),
    )


@question
def stops(rng):
    a, b, c = (int(n) for n in rng.choice(np.arange(2, 30), size=3, replace=False))
    name = str(rng.choice(["total", "price", "count", "width"]))
    faults = {
        "name": [f"print({name[:-2]}{name[-1]}{name[-2]})"],
        "type": [f'print("{name}: " + {name})'],
        "colon": ["for turn in range(2)", f"    print({name})"],
        "block": ["for turn in range(2):", f"print({name})"],
    }
    kind = str(rng.choice(["name", "type", "colon", "block"]))
    head, tail = [f"{name} = {a}", f"print({name})"], [f"print({name} + {c})"]
    shown = [a]
    if rng.random() < 0.6:
        head += [f"{name} = {name} + {b}", f'print("now", {name})']
        shown += [f"now {a + b}"]
    last = (a + b if len(shown) > 1 else a) + c
    beginning_only = kind in ("colon", "block")
    return _shown(
        "This is run as a script, and it ends in a traceback. What does it show before that?",
        [*head, *faults[kind], *tail],
        ["nothing"] if beginning_only else shown,
        (
            shown if beginning_only else ["nothing"],
            "Python reads the whole file before it runs the first line, and cannot make sense of one of them."
            if beginning_only
            else "Every line is a sentence Python can read, so it begins; that it cannot go on shows only at the line "
            "itself.",
        ),
        ([*shown, last], "After an error nothing more is run: the lines below it are never reached."),
        ([last], "After an error nothing more is run, and what was shown before it stays on the screen."),
    )


@question
def kernel(rng):
    start, step, factor = (int(n) for n in rng.choice(np.arange(2, 9), size=3, replace=False))
    name = str(rng.choice(["rate", "stock", "score", "size"]))
    codes = [f"{name} = {start}", f"{name} = {name} + {step}", f"{name} = {name} * {factor}"]

    def after(order):
        value = 0
        for cell in order:
            value = [start, value + step, value * factor][cell - 1]
        return value

    while True:
        order = [1, *(int(cell) for cell in rng.integers(1, 4, size=int(rng.integers(3, 6))))]
        if order[-1] != 1 and after(order) not in (after([1, 2, 3]), after(sorted(set(order))), after(sorted(order))):
            break
    cells = "\n".join(f"# cell {number}\n{code}" for number, code in enumerate(codes, 1))
    return ask.number(
        f"A notebook has three cells, from top to bottom:\n\n```python\n{cells}\n```\n\nIts kernel has just been started. They "
        f"are run in this order: {', '.join(map(str, order))}. What number does `{name}` stand for then?",
        right=after(order),
        mistakes=[
            (after([1, 2, 3]), "The kernel knows nothing of top and bottom: what counts is the order in which cells were run."),
            (after(sorted(order)), "Each run counts in its turn: the cells are not sorted first."),
            (after(sorted(set(order))), "A cell that is run again does its work again, with what the names stand for by then."),
            (after(order[:-1]), "That is the value before the last run."),
        ],
    )


@question
def started(rng):
    stem = str(rng.choice(["report", "greet", "clean", "train", "resize"]))
    script, shell = f"`python {stem}.py`", "`python`"
    module, notebook = f"`python -m {stem}`", "`jupyter lab`"
    tasks = {
        script: f"In a terminal, in the folder that holds `{stem}.py`: run that file, named as a file, from top to bottom.",
        shell: "In a terminal: try a few lines one after another, each shown with its value at once, without making a file.",
        module: f"In a terminal: run the module `{stem}` by its name, without saying which file it lies in.",
        notebook: "In a terminal: open a page in the browser where text, code and charts stay together in cells.",
    }
    sentences = {
        script: "That runs one file, which is named with its ending.",
        shell: "On its own, `python` starts the shell: a prompt that waits for lines.",
        module: "With `-m`, Python is given the name of a module, without `.py`, and finds the file itself.",
        notebook: "That starts notebooks, which are used from the browser.",
    }
    right = str(rng.choice(list(tasks)))
    decoys = {wrong: sentence for wrong, sentence in sentences.items() if wrong != right}
    decoys[f"`python -m {stem}.py`"] = "`-m` takes a module's name, and `.py` belongs to the name of a file."
    decoys[f"`{stem}.py` typed into Python's shell"] = "The shell takes lines of Python; there, this is a name with a dot."
    return ask.choice(f"{tasks[right]} What does it?", right=right, decoys=decoys)


def _shown(situation, lines, right, *mistakes):
    """A question for all that a program shows. Of equal mistakes the first counts."""
    code = "\n".join(lines)
    spelled = _spellings(right)
    sentences = {}
    for wrong, sentence in mistakes:
        if [*map(str, wrong)] != [*map(str, right)]:
            for spelling in _spellings(wrong):
                if spelling not in spelled:
                    sentences.setdefault(spelling, sentence)
    asked = situation if situation.endswith("?") else f"{situation} What does the screen show?"
    return ask.text(f"{asked}\n\n```python\n{code}\n```", right=spelled, mistakes=sentences)


def _spellings(shown):
    """How people write what a screen shows: line by line, or on one line."""
    if shown == ["nothing"]:
        return ["nothing", "nothing.", "empty", "-", "nothing is shown", "it shows nothing", '""']
    lines = [str(line) for line in shown]
    apart = [separator.join(lines) for separator in ("\n", ", ", "; ", " / ", " | ", r"\n", " and ")]
    return list(dict.fromkeys([*apart, ", ".join(" ".join(lines).split())]))


def _steps(rng, names):
    """Three first values, one of them worked out, and four changes."""
    a, b, c = names
    one, two = (int(n) for n in rng.choice(np.arange(2, 20), size=2, replace=False))
    steps = [(a, (one,)), (b, (a, "+", two)), (c, (b,))]
    for _ in range(4):
        name, other, third = (str(each) for each in rng.permutation(names))
        ways = [(other,), (name, "+", int(rng.integers(1, 9))), (other, "+", third), (other, "-", int(rng.integers(1, 9)))]
        steps.append((name, ways[rng.integers(4)]))
    return steps


def _value(terms, known):
    first, *rest = (known.get(term, term) for term in terms)
    if not rest:
        return first
    sign, second = rest
    return first + second if sign == "+" else first - second


def _values(steps, names):
    known = dict.fromkeys(names, 0)
    for name, terms in steps:
        known[name] = _value(terms, known)
    return [known[name] for name in names]


def _mirrored(step):
    """The step of someone for whom `a = b` changes `b`."""
    name, terms = step
    return (terms[0], (name,)) if len(terms) == 1 and isinstance(terms[0], str) else step


def _linked(steps, names):
    """As `_values`, for someone to whom a name goes on being what it was said to be equal to."""
    known, formulas = dict.fromkeys(names, 0), {}
    for name, terms in steps:
        known[name] = _value(terms, known)
        formulas[name] = terms
        for other in names:  # one step further is as far as people go
            if other != name and name in formulas.get(other, ()) and other not in formulas[other]:
                known[other] = _value(formulas[other], known)
    return [known[name] for name in names]
