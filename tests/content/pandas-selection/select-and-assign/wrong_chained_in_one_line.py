# The rest is as in the author's answer.
def with_fee(book, ship, fee):
    book = book.copy()
    book.loc[book.index == ship]["fee"] = fee
    return book
