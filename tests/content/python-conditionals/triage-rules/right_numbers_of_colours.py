COLOURS = ["green", "yellow", "orange", "red"]

def triage(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    red = any([awake is False, oxygen <= 84, pulse >= 151])
    orange = any([pain >= 8, pulse <= 49, pulse >= 121, oxygen <= (87 if lung_disease else 91)])
    yellow = any([pain >= 4, complaint in {"burn", "bite"}])
    if yellow and age <= 1:
        orange = True
    return COLOURS[max(3 * red, 2 * orange, 1 * yellow)]

def wait(colour, hour):
    match colour:
        case "red":
            return 0
        case "orange":
            return 10
        case "yellow":
            usual = 60
        case _:
            usual = 120
    return usual if hour in range(6, 22) else usual + usual
