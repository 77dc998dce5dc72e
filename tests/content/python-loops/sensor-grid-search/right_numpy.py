import numpy as np

def first_fault(store, low, high):
    for number, row in enumerate(store):
        values = np.array([np.nan if v is None else v for v in row], dtype=float)
        bad = np.flatnonzero((values < low) | (values > high))
        if len(bad):
            return number, int(bad[0])
    return None

def first_sound_row(store, low, high):
    sound = []
    for number, row in enumerate(store):
        sent = [v for v in row if v is not None]
        if len(sent) == 0 or (min(sent) >= low and max(sent) <= high):
            sound.append(number)
    if sound == []:
        return None
    return sound[0]
