# The rest is as in the author's answer.
def with_discount(book, days, percent):
    book = book.copy()
    for _, row in book.iterrows():
        if row["left"] - row["arrived"] >= days:
            row["fee"] = row["fee"] * (1 - percent / 100)
    return book
