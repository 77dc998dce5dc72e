# The rest is as in the author's answer.
def heaviest(book, count):
    return book.sort_values("cargo", ascending=False, kind="stable", ignore_index=True).head(count)
