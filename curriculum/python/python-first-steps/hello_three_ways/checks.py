"""Hello, three ways

A bakery greets whoever comes in. Make three programs of it, each to be started in another way. Each of them asks for a name
with `input`; how it words its questions is up to you.

- `hello.py`, a script, started with `python hello.py`, shows one greeting and nothing after it: `Hello, Ada!`, if `Ada` was typed.
- `shop/hello.py`, the file `hello.py` in the folder `shop`, is started as a module, with `python -m shop.hello`: where a path has
  a slash, the name of a module has a dot. It asks for the name, then for a number of rolls, and shows the greeting on one line
  and, on the next, the rolls with one more for free: `13 rolls, one of them for free`, if `12` was typed.
- `hello.ipynb`, a notebook, is there already. It worked for whoever wrote it, and fails for everyone else. Mend it: in an
  empty kernel, with all cells run from the first to the last, it asks for the name once, and its last cell shows the greeting
  (printed, or as its value).

Names may hold spaces and letters of any language. `python kernel.py hello.ipynb` runs a notebook as Jupyter's *Restart Kernel and Run
All Cells* does. Open the notebook in Jupyter, or here: it is text, in which every cell has its lines under `"source"`. Its cells hold
plain Python, no lines with `%` or `!`.
"""

import json
import re
from pathlib import Path

from mlestone.proving import check, expect, hints, limits

limits(seconds=120)
hints(
    "What does each of the three show without `print`, and what do they have in common? For the notebook: which cell runs first in an "
    "empty kernel, and which names does it need?",
    "What `input` hands over needs a name, or it is lost, and is text. Read the notebook's traceback from the bottom: it says which name "
    "was not there, and in which cell.",
    "Three cells will do, in this order: one gives all fixed texts their names, one asks, one puts the greeting together and is the last "
    "line that has a value.",
)

KERNEL = (Path(__file__).parent / "answer" / "kernel.py").read_text(encoding="utf-8")
NAMES = ("Zoë", "Mary Ann", "Łukasz", "Grace", "José María", "李娜", "O'Neill", "Fatima", "X Æ", "Ngũgĩ")


def started(lab, words, *typed):
    """What a program shows to whom types these lines."""
    return lab.run(f"python {words}", typed=typed)


def guests(rng, number):
    """Different names of people who were not in the examples."""
    return [f"{NAMES[at]} {rng.integers(2, 99)}" for at in rng.permutation(len(NAMES))[:number]]


def ended_well(done):
    *_, error = ["an error", *re.findall(r"\w+Error: [^\n]*", done.log)]
    if error.count(")") > error.count("("):  # of `python -m`, which puts it in parentheses
        error = error.removesuffix(")")
    expect(done.code == 0).is_true("the program ends without an error", f"the program ended with {error}")


def greeted(shown, name, who):
    """`who` shows the greeting; if not, what is wrong with it, in words without the name."""
    if "Hello, name!" in shown:
        found = f"{who} greets the word `name`, not the one it stands for"
    elif "Hello" not in shown:
        found = f"{who} shows no greeting"
    elif name not in shown:
        found = f"{who} shows a greeting without the name that was typed"
    else:
        found = f"{who} greets in another form than `Hello, Ada!`"
    expect(f"Hello, {name}!" in shown).is_true(f"{who} shows the greeting", found)


def last_lines(text, number):
    """The last lines that are shown. A question stays on its line, as nobody presses Enter."""
    return text.rstrip("\n").split("\n")[-number:]


@check("hello.py greets whoever is there")
def script(lab, rng):
    for name in guests(rng, 2):
        done = started(lab, "hello.py", name)
        ended_well(done)
        greeted(done.output, name, "the script")


@check("hello.py shows one greeting, and nothing after it")
def script_alone(lab, rng):
    [name] = guests(rng, 1)
    done = started(lab, "hello.py", name)
    ended_well(done)
    last = done.output.rstrip("\n").endswith(f"Hello, {name}!")
    expect(last).is_true("the greeting is the last that is shown", "something else is shown last")
    times = done.output.count("Hello, ")
    expect(times == 1).is_true("there is one greeting", f"there are {times} greetings")


@check("python -m shop.hello greets, and counts rolls as numbers")
def module(lab, rng):
    for name in guests(rng, 2):
        rolls = int(rng.integers(9, 400))
        done = started(lab, "-m shop.hello", name, str(rolls))
        ended_well(done)
        lines = last_lines(done.output, 2)
        greeted(lines[0], name, "the line before the last")
        expect(lines[-1]).equals(f"{rolls + 1} rolls, one of them for free")


@check("hello.ipynb runs in an empty kernel, from its first cell to its last")
def notebook_runs(lab, rng):
    done = run_all(lab, *guests(rng, 1))
    ended_well(done)


@check("hello.ipynb asks for the name, and its last cell shows the greeting")
def notebook_greets(lab, rng):
    for name in guests(rng, 2):
        done = run_all(lab, name)
        ended_well(done)
        greeted(done.output.rpartition("\nIn [")[2], name, "the last cell")


def run_all(lab, *typed):
    """What the notebook shows, run by our own copy of what runs it."""
    try:
        cells = json.loads(lab.text("hello.ipynb"))["cells"]
        sound = all("".join(cell["source"]) is not None and cell["cell_type"] for cell in cells)
    except (ValueError, TypeError, KeyError):
        sound = False
    expect(sound).is_true("hello.ipynb is a notebook", "the file hello.ipynb is no notebook any more: a bracket, a quote or a comma is missing")
    lab.write("kernel.py", KERNEL)
    return started(lab, "kernel.py hello.ipynb", *typed)
