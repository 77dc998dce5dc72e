# The rest is as in the author's answer.
def greeting(*typed):
    """Greet whoever types a name."""
    script = """
nmae = input("Who is there? ")
mark = "!"
print("Hello, " + nmae + mark)
"""
    return play({"greeting.py": script}, "greeting.py", typed)
