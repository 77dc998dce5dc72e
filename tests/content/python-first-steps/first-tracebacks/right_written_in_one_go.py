# The rest is as in the author's answer.
def greeting(*typed):
    """Greet whoever types a name."""
    script = """
name = input("Who is there? ")
mark = "!"
print("Hello,", name + mark)
"""
    return play({"greeting.py": script}, "greeting.py", typed)


def laps(*typed):
    """Show a line for each lap, and "Done"."""
    script = """
count = int(input("How many laps? "))
for lap in range(count):
    print("Lap " + str(lap + 1))
print("Done")
"""
    return play({"laps.py": script}, "laps.py", typed)


def echo(*typed):
    """Show the word that was typed twice, and "That is all."."""
    script = """
# Says everything twice.
word = input("Word? ")

print(word + "\\n" + word)
print("That is all.")
"""
    return play({"echo.py": script}, "echo.py", typed)
