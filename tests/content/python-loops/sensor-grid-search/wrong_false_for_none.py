# The rest is as in the author's answer.
def first_sound_row(store, low, high):
    for row in range(len(store)):
        for reading in store[row]:
            if reading is not None and (reading < low or reading > high):
                break
        else:
            return row
    return False
