def first_fault(store, low, high):
    for row in range(len(store)):
        for column in range(len(store[row])):
            reading = store[row][column]
            if reading and (reading < low or reading > high):
                return (row, column)


def first_sound_row(store, low, high):
    for row in range(len(store)):
        for reading in store[row]:
            if reading and (reading < low or reading > high):
                break
        else:
            return row
