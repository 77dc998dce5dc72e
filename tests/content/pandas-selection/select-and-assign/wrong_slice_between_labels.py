# The rest is as in the author's answer.
def from_to(book, first, last):
    return book.loc[book.index[first] : book.index[last]]
