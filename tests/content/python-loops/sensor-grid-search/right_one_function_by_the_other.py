def first_fault(store, low, high):
    for row in range(0, len(store)):
        for column in range(0, len(store[row])):
            value = store[row][column]
            if value is None:
                continue
            elif value < low:
                return row, column
            elif value > high:
                return row, column
    return None

def first_sound_row(store, low, high):
    for row in range(0, len(store)):
        if first_fault([store[row]], low, high) is None:
            return row
    return None
