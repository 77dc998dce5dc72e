# The rest is as in the author's answer.
def wait(colour, hour):
    minutes = {"red": 0, "orange": 10, "yellow": 120, "green": 120}[colour]
    if colour in ("yellow", "green") and not 6 <= hour < 22:
        minutes = 240
    return minutes
