# The rest is as in the author's answer.
def first_fault(store, low, high):
    for row, readings in enumerate(store):
        for column, reading in enumerate(readings):
            if reading is None:
                continue
            if reading < low or reading > 5.0:
                return row, column
    return None
