def triage(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    colour = "green"
    if pain >= 4 or complaint in ("burn", "bite"):
        colour = "yellow"
    if colour == "yellow" and age < 2:
        colour = "orange"
    if not 50 <= pulse <= 120 or pain > 7:
        colour = "orange"
    if oxygen < 92 and not lung_disease or oxygen < 88:
        colour = "orange"
    if pulse > 150 or oxygen < 85 or awake == False:
        colour = "red"
    return colour


def wait(colour, hour):
    night = hour in (22, 23, 0, 1, 2, 3, 4, 5)
    if colour == "red":
        return 0
    elif colour == "orange":
        return 10
    elif colour == "yellow":
        return 120 if night else 60
    elif night:
        return 240
    return 120
