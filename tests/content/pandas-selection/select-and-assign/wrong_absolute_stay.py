# The rest is as in the author's answer.
def with_discount(book, days, percent):
    long = (book["left"] - book["arrived"]).abs() >= days
    return book.assign(fee=book["fee"].where(~long, book["fee"] * (1 - percent / 100)))
