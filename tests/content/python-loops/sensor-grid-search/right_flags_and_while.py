def first_fault(store, low, high):
    found = None
    row = 0
    while found is None and row < len(store):
        column = 0
        while found is None and column < len(store[row]):
            reading = store[row][column]
            if reading is not None and not low <= reading <= high:
                found = (row, column)
            column += 1
        row += 1
    return found


def first_sound_row(store, low, high):
    row = 0
    while row < len(store):
        faults = 0
        for reading in store[row]:
            if reading is None:
                pass
            elif reading < low:
                faults += 1
            elif reading > high:
                faults += 1
        if faults == 0:
            return row
        row += 1
    return None
