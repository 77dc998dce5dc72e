# The rest is as in the author's answer.
def change(score, before, margin=0.02):
    """Return "better", "worse" or "same"."""
    if score - before >= margin:
        return "better"
    if before - score > margin:
        return "worse"
    return "same"
