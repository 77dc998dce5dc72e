# The rest is as in the author's answer.
def triage(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    if not awake or oxygen < 85 or pulse >= 150:
        return "red"
    if pain >= 8 or pulse < 50 or pulse > 120 or oxygen < (88 if lung_disease else 92):
        return "orange"
    if pain >= 4 or complaint == "burn" or complaint == "bite":
        if age < 2:
            return "orange"
        return "yellow"
    return "green"
