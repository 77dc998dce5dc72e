# The rest is as in the author's answer.
def greeting(*typed):
    """Greet whoever types a name."""
    script = """
def main():
    name = input("Who is there? ")
    print("Hello, " + name + "!")

if __name__ == "__main__":
    main()
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
