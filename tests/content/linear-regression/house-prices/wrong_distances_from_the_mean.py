# The rest is as in the author's answer.
_columns_of = columns_of


def columns_of(table, districts):
    """Distances are told as differences from the mean of the table at hand."""
    return _columns_of(table.assign(distance=table["distance"] - table["distance"].mean()), districts)
