# The rest is as in the author's answer.
def numbers(table):
    return table.replace({"n/a": np.nan, "none": np.nan, None: np.nan}).astype(float)
