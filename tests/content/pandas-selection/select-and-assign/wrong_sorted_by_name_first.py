# The rest is as in the author's answer.
def columns_from_to(book, first, last):
    return book.loc[:, sorted(name for name in book.columns if first <= name <= last)]
