r"""Five scripts that stop

Each of these five scripts stops with a traceback. First write down, in `lines`, which line it names; then mend the script.

A script is the text between the triple quotes; its line 1 is the first line below them. `greeting("Ada")` runs the
first one as Python runs a file, types `Ada` where the script asks for something, and hands back all that it
shows on the screen, without the line break at the end. When the script stops, that is the traceback: read it with
`print(greeting("Ada"))`. (`play`, at the bottom, does all this. You need not read it.) Mend the scripts alone. Each goes on
asking: where nothing is typed, as in `greeting()`, its traceback ends in an `EOFError`.

- `greeting` greets whoever types a name.
- `bill` reads a price in cents and shows the price plus a tip of 50 cents, as a whole number.
- `laps` reads how many laps there are, shows a line for each, from `Lap 1` on, and then, once, `Done`. For 0 laps it
  shows `Done` alone.
- `echo` reads a word, shows it twice, on two lines, and then, once, `That is all.`
- `folder` holds two files and runs the one that is named first. `dice.py` reads a number of sides and rolls a die: it
  shows a whole number from 1 to that many, by chance each time. The other file shall be called `lucky.py` from now on,
  with what it shows unchanged.
- `lines()` returns a dictionary with the line that each traceback named *before* anything was mended. For `folder`,
  that is the line of `dice.py`.

```python
greeting("Ada")    # "Hello, Ada!"
bill("1250")    # "1300"
laps("2")    # "Lap 1\nLap 2\nDone"
echo("Hooray")    # "Hooray\nHooray\nThat is all."
folder("lucky.py")    # "My lucky number is 7"
```

Inside a text, `\n` stands for a line break.
"""

import builtins
import contextlib
import io
import linecache
import traceback
import types

from mlestone.proving import answer, bug, check, expect, given, hints, mistake

hints(
    "What does the last line of the traceback say went wrong, and which line of the script does the line above it show?",
    "The line that is named is where Python noticed. A name that is not defined there may have been misspelled further "
    "up. A block that is missing is missed at the line that should have begun it. And whose `random` was imported?",
    "What `input()` hands over is text; `int` makes a number of it. A line with `for` ends in a colon, what "
    "is to be repeated is indented, and what comes after it is not. Files beside a script come before Python's own.",
)


@answer
def greeting(*typed):
    """Greet whoever types a name."""
    script = """
name = input("Who is there? ")
mark = "!"
print("Hello, " + name + mark)
"""
    return play({"greeting.py": script}, "greeting.py", typed)


@answer
def bill(*typed):
    """Show the price that was typed, in cents, plus a tip of 50 cents."""
    script = """
price = input("Price in cents? ")
tip = 50
total = int(price) + tip
print(total)
"""
    return play({"bill.py": script}, "bill.py", typed)


@answer
def laps(*typed):
    """Show a line for each lap, and "Done"."""
    script = """
count = int(input("How many laps? "))
for lap in range(count):
    print("Lap", lap + 1)
print("Done")
"""
    return play({"laps.py": script}, "laps.py", typed)


@answer
def echo(*typed):
    """Show the word that was typed twice, and "That is all."."""
    script = """
# Says everything twice.
word = input("Word? ")

for turn in range(2):
    print(word)
print("That is all.")
"""
    return play({"echo.py": script}, "echo.py", typed)


@answer
def folder(start, *typed):
    """Run the file `start` of a folder with two files."""
    files = {
        "dice.py": """
import random

sides = int(input("How many sides? "))
print(random.randint(1, sides))
""",
        "lucky.py": """
number = 7
print("My lucky number is", number)
""",
    }
    return play(files, start, typed)


@answer
def lines():
    """Return the line that each traceback named at first."""
    return {"greeting": 3, "bill": 3, "laps": 2, "echo": 5, "folder": 4}


@bug(
    greeting,
    "Line 3 is where a name was missed. It is spelled rightly there; is it spelled like that where it gets its value?",
)
def misspells_a_name(*typed):
    script = """
nmae = input("Who is there? ")
mark = "!"
print("Hello, " + name + mark)
"""
    return play({"greeting.py": script}, "greeting.py", typed)


@bug(bill, "What `input` hands over is text, even if only digits were typed. Text and a number cannot be added.")
def adds_a_number_to_text(*typed):
    script = """
price = input("Price in cents? ")
tip = 50
total = price + tip
print(total)
"""
    return play({"bill.py": script}, "bill.py", typed)


@bug(laps, "Python expected something at the end of line 2: what tells it that a block follows?")
def lacks_a_colon(*typed):
    script = """
count = int(input("How many laps? "))
for lap in range(count)
    print("Lap", lap + 1)
print("Done")
"""
    return play({"laps.py": script}, "laps.py", typed)


@bug(echo, "After a line that ends in a colon Python waits for an indented one. Which line belongs to `for`?")
def indents_nothing(*typed):
    script = """
# Says everything twice.
word = input("Word? ")

for turn in range(2):
print(word)
print("That is all.")
"""
    return play({"echo.py": script}, "echo.py", typed)


@bug(
    folder,
    "`import random` takes the file of that name that lies beside the script, before it looks for Python's own. "
    "Is there a `randint` in it?",
)
def hides_a_module(start, *typed):
    files = {
        "dice.py": """
import random

sides = int(input("How many sides? "))
print(random.randint(1, sides))
""",
        "random.py": """
number = 7
print("My lucky number is", number)
""",
    }
    return play(files, start, typed)


@bug(lines, "No script has a line 0. Run each one as it was at first, and read its traceback.")
def names_no_lines():
    return {"greeting": 0, "bill": 0, "laps": 0, "echo": 0, "folder": 0}


@mistake(greeting, "Whoever comes, the same name is greeted: the script no longer looks at what was typed.")
def writes_a_name_into_it(*typed):
    script = """
name = "Ada"
print("Hello, " + name + "!")
"""
    return play({"greeting.py": script}, "greeting.py", typed)


@mistake(greeting, "In quotes, `name` is a text of four letters. Without quotes it is a name, and stands for its value.")
def puts_the_name_in_quotes(*typed):
    script = """
print("Hello, " + "name" + "!")
"""
    return play({"greeting.py": script}, "greeting.py", typed)


@mistake(greeting, "With commas, `print` sets a space between what it shows. Where is one too many?")
def prints_with_commas(*typed):
    script = """
name = input()
print("Hello,", name, "!")
"""
    return play({"greeting.py": script}, "greeting.py", typed)


@mistake(bill, "The texts are glued together, digit after digit. Which of the two should have become a number instead?")
def glues_texts(*typed):
    script = """
price = input()
print(price + "50")
"""
    return play({"bill.py": script}, "bill.py", typed)


@mistake(bill, "That is the right amount, shown as a decimal number. A price in whole cents needs no point.")
def shows_a_float(*typed):
    script = """
print(float(input()) + 50)
"""
    return play({"bill.py": script}, "bill.py", typed)


@mistake(bill, "The price and the tip are shown side by side; nothing has added them up.")
def shows_both(*typed):
    script = """
print(int(input()), 50)
"""
    return play({"bill.py": script}, "bill.py", typed)


@mistake(laps, "`Done` comes after each lap: it is indented like the line above it, and so is repeated with it.")
def is_done_each_time(*typed):
    script = """
for lap in range(int(input())):
    print("Lap", lap + 1)
    print("Done")
"""
    return play({"laps.py": script}, "laps.py", typed)


@mistake(laps, "The first lap is called 0, since `range` counts from there. What did `+ 1` do in the script?")
def begins_at_zero(*typed):
    script = """
for lap in range(int(input())):
    print("Lap", lap)
print("Done")
"""
    return play({"laps.py": script}, "laps.py", typed)


@mistake(echo, "Both lines are indented, so both are repeated. Which one is to be shown once?")
def repeats_both_lines(*typed):
    script = """
word = input()
for turn in range(2):
    print(word)
    print("That is all.")
"""
    return play({"echo.py": script}, "echo.py", typed)


@mistake(echo, "The word comes once: without `for`, a line is run a single time.")
def says_it_once(*typed):
    script = """
print(input())
print("That is all.")
"""
    return play({"echo.py": script}, "echo.py", typed)


@mistake(folder, "The die rolls, and the other file is gone. It was somebody's program: it only stood in the way by its name.")
def deletes_the_file(start, *typed):
    files = {
        "dice.py": """
import random

sides = int(input())
print(random.randint(1, sides))
""",
    }
    return play(files, start, typed)


@mistake(
    folder,
    "The import follows the file to its new name, where there is no `randint` either. Which `random` does the die need?",
)
def imports_the_new_name(start, *typed):
    files = {
        "dice.py": """
import lucky

sides = int(input())
print(lucky.randint(1, sides))
""",
        "lucky.py": """
number = 7
print("My lucky number is", number)
""",
    }
    return play(files, start, typed)


@mistake(folder, "The file has been copied. As long as a `random.py` lies beside `dice.py`, that is the one it gets.")
def copies_the_file(start, *typed):
    files = {
        "dice.py": """
import random

sides = int(input())
print(random.randint(1, sides))
""",
        "random.py": """
number = 7
print("My lucky number is", number)
""",
        "lucky.py": """
number = 7
print("My lucky number is", number)
""",
    }
    return play(files, start, typed)


@mistake(
    lines,
    "Some of these are the lines where a hand slipped. Asked for are the lines that the tracebacks *name*, where Python "
    "noticed: for `greeting` and `echo` that is further down.",
)
def names_where_the_slip_is():
    return {"greeting": 1, "bill": 3, "laps": 2, "echo": 4, "folder": 4}


@mistake(
    lines,
    "Some of these lie one line too low: line 1 is the first line below the quotes, as the traceback counts.",
)
def counts_the_line_of_the_quotes():
    return {"greeting": 4, "bill": 4, "laps": 3, "echo": 6, "folder": 5}


@check("greets whoever types a name")
def greets(learner, rng):
    for name in rng.permutation(["Ada", "Grace", "Alan Turing", "name", "Zoë"]).tolist():
        expect(learner.greeting(name)).text(f"Hello, {name}!")


@check("adds the tip to the price", sizes=(2, 4, 7))
def adds(learner, rng, size):
    price = int(rng.integers(10 ** (size - 1), 10**size))
    expect(learner.bill(str(price))).text(str(price + 50))


@check("counts the laps, and says once that they are done", sizes=(1, 2, 5, 0))
def counts(learner, rng, size):
    shown = [f"Lap {lap}" for lap in range(1, size + 1)]
    expect(learner.laps(str(size))).text("\n".join([*shown, "Done"]))


@check("says the word twice, and once that this is all")
def says_twice(learner, rng):
    for word in rng.permutation(["Hooray", "Echo", "over and out", "7"]).tolist():
        expect(learner.echo(word)).text(f"{word}\n{word}\nThat is all.")


@check("rolls a die of any number of sides")
def rolls(learner, rng):
    learner.folder("lucky.py")  # tells apart what has been copied, renamed and left
    expect(learner.folder("dice.py", "1")).text("1")
    sides = int(rng.integers(20, 100))
    rolled = [_number(learner.folder("dice.py", str(sides)), sides) for _ in range(12)]
    sentence = "Twelve rolls are not all the same."
    expect(len(set(rolled)) > 1).is_true(sentence, f"Each of twelve rolls of a die with {sides} sides was {rolled[0]}.")
    rolled = {_number(learner.folder("dice.py", "2"), 2) for _ in range(40)}
    expect(len(rolled) > 1).is_true("Each side comes up.", f"Of two sides, only {min(rolled)} came up in forty rolls.")


@check("keeps the other file under its new name")
def keeps_the_other(learner, rng):
    learner.folder("dice.py", "1")
    expect(learner.folder("lucky.py")).text("My lucky number is 7")


@check("mends scripts that still ask for what is typed")
def still_asks(learner, rng):
    for call, *named in ((learner.greeting,), (learner.bill,), (learner.laps,), (learner.echo,), (learner.folder, "dice.py")):
        expect(call(*named)).contains("EOFError")


@check("names the line of each traceback")
def names_lines(learner, rng):
    named = learner.lines()
    expect(named).is_a(dict)
    for script, line in lines().items():
        expect(named).contains(script)
        right = named[script] == line
        expect(right).is_true(f"The line of `{script}` is named.", _other_line(script, named[script]))


def _other_line(script, line):
    """What is told to someone who gives this line for this script."""
    if not isinstance(line, (int, float)):
        return f"For `{script}`, {line!r} is no number. A line is a whole number, without quotes."
    if line > 6:
        return f"`{script}` is shorter than {line} lines: line 1 is the first line below the three quotes."
    if line == {"greeting": 1, "bill": 1, "echo": 4, "folder": 1}.get(script):
        return f"For `{script}`, that may be where the cause lies. The traceback named the line where Python noticed."
    return f"For `{script}`, the traceback named another line."


def _number(shown, sides):
    """What a roll shows, as a number from 1 to `sides`."""
    expect(shown).matches(r"^[1-9][0-9]*$")
    expect(int(shown)).between(1, sides)
    return int(shown)


@given
def play(files, start, typed):
    """Run the file `start` as Python would, in a folder of `files`; return what it shows. Nothing to mend here."""
    screen, waiting, imported = io.StringIO(), iter(typed), {}

    def read(question=""):
        for line in waiting:
            return line
        raise EOFError("the script asks for more than was typed")

    def load(name, *others):
        if f"{name}.py" not in files:
            return __import__(name, *others)
        if name not in imported:
            imported[name] = types.ModuleType(name)
            execute(f"{name}.py", imported[name])
        return imported[name]

    def execute(file, module):
        if file not in files:
            raise FileNotFoundError(f"there is no file {file}")
        text = files[file].removeprefix("\n")
        linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
        vars(module)["__builtins__"] = {**vars(builtins), "input": read, "__import__": load}
        exec(compile(text, file, "exec"), vars(module))

    with contextlib.redirect_stdout(screen):
        try:
            execute(start, types.ModuleType("__main__"))
        except Exception as error:
            told = traceback.TracebackException.from_exception(error)
            told.stack = traceback.StackSummary.from_list([frame for frame in told.stack if frame.filename in files])
            screen.write("".join(told.format()))
    return screen.getvalue().removesuffix("\n")
