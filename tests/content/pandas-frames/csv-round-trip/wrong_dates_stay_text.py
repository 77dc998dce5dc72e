# The rest is as in the author's answer.
_dates = read


def read(text):
    table = _dates(text)
    table["since"] = table["since"].dt.strftime("%Y-%m-%d")
    return table
