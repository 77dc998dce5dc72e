def triage(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    if awake:
        if oxygen >= 85:
            if pulse <= 150:
                if lung_disease is True:
                    low = 88
                else:
                    low = 92
                if pain >= 8 or oxygen < low or pulse < 50 or pulse > 120:
                    return "orange"
                if complaint == "burn" or complaint == "bite" or pain >= 4:
                    if age in (0, 1):
                        return "orange"
                    return "yellow"
                return "green"
    return "red"


def wait(colour, hour):
    minutes = {"red": 0, "orange": 10, "yellow": 60, "green": 120}[colour]
    if colour in ("yellow", "green") and not 6 <= hour < 22:
        minutes *= 2
    return minutes
