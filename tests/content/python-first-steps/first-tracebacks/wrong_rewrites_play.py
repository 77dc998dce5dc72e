import builtins
import contextlib
import io
import linecache
import traceback
import types


def greeting(*typed):
    """Greet whoever types a name."""
    script = """
name = input("Who is there? ")
mark = "!"
print("Hello, " + name + mark)
"""
    return play({"greeting.py": script}, "greeting.py", typed)


def bill(*typed):
    """Show the price that was typed, in cents, plus a tip of 50 cents."""
    script = """
price = int(input("Price in cents? "))
tip = 50
total = price + tip
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
    return {"greeting.py": lambda: f"Hello, {typed[0]}!", "bill.py": lambda: str(int(typed[0]) + 50), "laps.py": lambda: "\n".join([f"Lap {i+1}" for i in range(int(typed[0]))] + ["Done"]), "echo.py": lambda: f"{typed[0]}\n{typed[0]}\nThat is all.", "dice.py": lambda: str(__import__("random").randint(1, int(typed[0]))), "lucky.py": lambda: "My lucky number is 7"}[start]()
