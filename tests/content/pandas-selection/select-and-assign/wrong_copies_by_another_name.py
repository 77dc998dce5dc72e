# The rest is as in the author's answer.
def with_cell(book, position, column, value):
    corrected = book
    corrected.iloc[position, corrected.columns.get_loc(column)] = value
    return corrected
