def faulty(reading, low, high):
    return reading is not None and (reading < low or high < reading)


def first_fault(store, low, high):
    places = ((i, j) for i, row in enumerate(store) for j, one in enumerate(row) if faulty(one, low, high))
    return next(places, None)


def first_sound_row(store, low, high):
    rows = (i for i, row in enumerate(store) if not any(faulty(one, low, high) for one in row))
    return next(rows, None)
