# The rest is as in the author's answer.
def change(score, before, margin=0.02):
    if score - before > margin:
        return "better"
    else:
        return "worse"
    return "same"
