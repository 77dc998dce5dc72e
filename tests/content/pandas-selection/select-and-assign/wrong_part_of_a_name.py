# The rest is as in the author's answer.


def calls_of(book, ship):
    return book[book.index.str.contains(ship)]
