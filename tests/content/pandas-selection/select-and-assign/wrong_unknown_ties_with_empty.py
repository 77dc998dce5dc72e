# The rest is as in the author's answer.


def heaviest(book, count):
    return book.sort_values("cargo", ascending=False, kind="stable", key=lambda cargo: cargo.fillna(0)).head(count)
