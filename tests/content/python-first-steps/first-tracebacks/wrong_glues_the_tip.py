# The rest is as in the author's answer.
def bill(*typed):
    """Show the price that was typed, in cents, plus a tip of 50 cents."""
    script = """
price = input("Price in cents? ")
tip = 50
total = price + str(tip)
print(total)
"""
    return play({"bill.py": script}, "bill.py", typed)
