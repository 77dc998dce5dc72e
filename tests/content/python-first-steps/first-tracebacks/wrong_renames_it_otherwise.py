# The rest is as in the author's answer.
def folder(start, *typed):
    """Run the file `start` of a folder with two files."""
    files = {
        "dice.py": """
import random

sides = int(input("How many sides? "))
print(random.randint(1, sides))
""",
        "my_random.py": """
number = 7
print("My lucky number is", number)
""",
    }
    return play(files, start, typed)
