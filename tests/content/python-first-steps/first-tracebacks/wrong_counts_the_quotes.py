# The rest is as in the author's answer.
def lines():
    """Return the line that each traceback named at first."""
    return {"greeting": 4, "bill": 4, "laps": 3, "echo": 6, "folder": 5}
