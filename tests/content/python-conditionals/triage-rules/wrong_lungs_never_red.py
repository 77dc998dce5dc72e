def triage(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    if not awake or (oxygen < 85 and not lung_disease) or pulse > 150:
        return "red"
    if pain >= 8 or pulse < 50 or pulse > 120 or oxygen < (88 if lung_disease else 92):
        return "orange"
    if pain >= 4 or complaint == "burn" or complaint == "bite":
        if age < 2:
            return "orange"
        return "yellow"
    return "green"


def wait(colour, hour):
    minutes = {"red": 0, "orange": 10, "yellow": 60, "green": 120}[colour]
    if colour in ("yellow", "green") and not 6 <= hour < 22:
        minutes *= 2
    return minutes
