def triage(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    urgency = max(
        3 * (not awake or oxygen <= 84 or pulse >= 151),
        2 * (pain >= 8 or pulse <= 49 or pulse >= 121 or oxygen <= (87 if lung_disease else 91)),
        (1 + (age < 2)) * (pain >= 4 or complaint == "burn" or complaint == "bite"),
    )
    return ("green", "yellow", "orange", "red")[urgency]


def wait(colour, hour):
    long = 1
    if hour > 21 or hour < 6:
        long = 2
    match colour:
        case "red":
            return 0
        case "orange":
            return 10
        case "yellow":
            return 60 * long
        case _:
            return 120 * long
