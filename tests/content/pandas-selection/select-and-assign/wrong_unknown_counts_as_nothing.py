# The rest is as in the author's answer.
def to_weigh(book, limit):
    return book[(book["cargo"].fillna(0) > limit) & (book["left"] - book["arrived"] > 1)]
