# The rest is as in the author's answer.
def by_place(wide):
    long = to_long(wide)
    long[["place", "quantity"]] = long["sensor"].str.rsplit("_", n=1, expand=True).to_numpy()
    return long.pivot_table(index=["time", "place"], columns="quantity", values="value").reset_index()
