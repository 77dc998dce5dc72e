# The rest is as in the author's answer.
def first_sound_row(store, low, high):
    for row, readings in reversed(list(enumerate(store))):
        for reading in readings:
            if reading is not None and (reading < low or reading > high):
                break
        else:
            return row
    return None
