def first_fault(store, low, high):
    faults = []
    for row in range(len(store)):
        for column in range(len(store[row])):
            reading = store[row][column]
            if reading is not None and (reading < low or reading > high):
                faults.append((row, column))
    return faults


def first_sound_row(store, low, high):
    for row in range(len(store)):
        if not first_fault([store[row]], low, high):
            return row
