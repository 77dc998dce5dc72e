def first_fault(store, low, high):
    for row, readings in enumerate(store):
        for column, reading in enumerate(readings):
            if reading is None:
                continue
            if reading > high:
                return row, column
    return None

def first_sound_row(store, low, high):
    for row, readings in enumerate(store):
        for reading in readings:
            if reading is not None and (reading > high):
                break
        else:
            return row
    return None
