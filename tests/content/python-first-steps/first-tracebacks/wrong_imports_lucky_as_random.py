# The rest is as in the author's answer.
def folder(start, *typed):
    """Run the file `start` of a folder with two files."""
    files = {
        "dice.py": """
import lucky as random

sides = int(input("How many sides? "))
print(random.randint(1, sides))
""",
        "lucky.py": """
number = 7
print("My lucky number is", number)
""",
    }
    return play(files, start, typed)
