# The rest is as in the author's answer.
def first_fault(store, low, high):
    for row, readings in enumerate(store):
        for column, reading in enumerate(readings):
            if reading is None:
                continue
            if int(reading) not in range(int(low), int(high) + 1):
                return row, column
    return None
