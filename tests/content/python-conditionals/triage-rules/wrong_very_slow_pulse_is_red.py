# The rest is as in the author's answer.
def triage(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    if not awake or oxygen < 85 or pulse > 150 or pulse < 30:
        return "red"
    bound = 88 if lung_disease else 92
    if pain >= 8 or pulse < 50 or pulse > 120 or oxygen < bound:
        return "orange"
    if pain >= 4 or complaint in ("burn", "bite"):
        return "orange" if age < 2 else "yellow"
    return "green"
