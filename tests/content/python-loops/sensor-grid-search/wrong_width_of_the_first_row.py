# The rest is as in the author's answer.
def first_fault(store, low, high):
    for row in range(len(store)):
        for column in range(len(store[0])):
            reading = store[row][column]
            if reading is not None and (reading < low or reading > high):
                return (row, column)
