# The rest is as in the author's answer.
def change(score, before, margin=0.02):
    """Return "better", "worse" or "same"."""
    if score > before:
        if score - before > margin:
            return "better"
        else:
            return "same"
    elif before - score > margin:
        return "worse"
