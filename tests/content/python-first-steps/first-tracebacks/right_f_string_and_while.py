# The rest is as in the author's answer.
def greeting(*typed):
    """Greet whoever types a name."""
    script = """
nmae = input("Who is there? ")
print(f"Hello, {nmae}!")
"""
    return play({"greeting.py": script}, "greeting.py", typed)


def bill(*typed):
    """Show the price that was typed, in cents, plus a tip of 50 cents."""
    script = """
total = int(input("Price in cents? ")) + 50
print(total)
"""
    return play({"bill.py": script}, "bill.py", typed)


def laps(*typed):
    """Show a line for each lap, and "Done"."""
    script = """
count = int(input("How many laps? "))
lap = 1
while lap <= count:
    print(f"Lap {lap}")
    lap += 1
print("Done")
"""
    return play({"laps.py": script}, "laps.py", typed)


def echo(*typed):
    """Show the word that was typed twice, and "That is all."."""
    script = """
# Says everything twice.
word = input("Word? ")

print(word)
print(word)
print("That is all.")
"""
    return play({"echo.py": script}, "echo.py", typed)
