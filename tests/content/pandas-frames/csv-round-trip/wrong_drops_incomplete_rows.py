# The rest is as in the author's answer.
_whole = read


def read(text):
    return _whole(text).dropna(subset=["price", "since"]).reset_index(drop=True)
