def first_fault(store, low, high):
    for i, row in enumerate(store):
        for j, reading in enumerate(row):
            if reading is None:
                continue
            if reading < low or reading > high:
                break
        else:
            continue
        return i, j
    else:
        return None


def first_sound_row(store, low, high):
    for i, row in enumerate(store):
        if first_fault([row], low, high) is None:
            return i
