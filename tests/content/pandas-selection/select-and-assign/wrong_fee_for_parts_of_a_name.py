# The rest is as in the author's answer.


def with_fee(book, ship, fee):
    result = book.copy()
    result.loc[result.index.str.startswith(ship), "fee"] = fee
    return result
