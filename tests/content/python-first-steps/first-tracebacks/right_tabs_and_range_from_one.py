# The rest is as in the author's answer.
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
count = input("How many laps? ")
count = int(count)
for lap in range(1, count + 1):
    print("Lap", lap)
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
