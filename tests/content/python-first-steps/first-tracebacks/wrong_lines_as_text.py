# The rest is as in the author's answer.
def lines():
    """Return the line that each traceback named at first."""
    return {"greeting": "3", "bill": "3", "laps": "2", "echo": "5", "folder": "4"}
