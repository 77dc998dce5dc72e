# The rest is as in the author's answer.
def lines():
    """Return the line that each traceback named at first."""
    return {"greeting": 0, "bill": 0, "laps": 0, "echo": 0, "folder": 0}
