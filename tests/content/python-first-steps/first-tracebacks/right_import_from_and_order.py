# The rest is as in the author's answer.
def folder(start, *typed):
    """Run the file `start` of a folder with two files."""
    files = {
        "dice.py": """
from random import randrange

sides = int(input("How many sides? "))
print(1 + randrange(sides))
""",
        "lucky.py": """
number = 7
print(f"My lucky number is {number}")
""",
    }
    return play(files, start, typed)


def lines():
    """Return the line that each traceback named at first."""
    return dict(folder=4, echo=5, laps=2, bill=3, greeting=3)
