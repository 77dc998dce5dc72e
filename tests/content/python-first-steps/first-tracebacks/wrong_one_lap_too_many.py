# The rest is as in the author's answer.
def laps(*typed):
    """Show a line for each lap, and "Done"."""
    script = """
count = int(input("How many laps? "))
for lap in range(count + 1):
    print("Lap", lap + 1)
print("Done")
"""
    return play({"laps.py": script}, "laps.py", typed)
