import builtins
import contextlib
import io
import linecache
import traceback
import types


def greeting(*typed):
    """Greet whoever types a name."""
    script = """
nmae = input("Who is there? ")
mark = "!"
print("Hello, " + nmae + mark)
"""
    return play({"greeting.py": script}, "greeting.py", typed)


def bill(*typed):
    """Show the price that was typed, in cents, plus a tip of 50 cents."""
    script = """
price = input("Price in cents? ")
tip = 50
total = int(price) + tip
print(total)
"""
    return play({"bill.py": script}, "bill.py", typed)


def laps(*typed):
    """Show a line for each lap, and "Done"."""
    script = """
count = int(input("How many laps? "))
for lap in range(count):
    print("Lap", lap + 1)
print("Done")
"""
    return play({"laps.py": script}, "laps.py", typed)


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


def lines():
    """Return the line that each traceback named at first."""
    return {"greeting": 3, "bill": 3, "laps": 2, "echo": 5, "folder": 4}


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
