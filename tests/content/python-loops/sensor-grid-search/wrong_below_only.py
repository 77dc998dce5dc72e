# The rest is as in the author's answer.
def first_fault(store, low, high):
    for row in range(len(store)):
        for column in range(len(store[row])):
            reading = store[row][column]
            if reading is not None and reading < low:
                return (row, column)
