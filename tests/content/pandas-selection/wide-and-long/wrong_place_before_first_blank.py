# The rest is as in the author's answer.
def by_place(wide):
    long = to_long(wide)
    long["place"] = long["sensor"].str.split("_").str[0]
    long["quantity"] = long["sensor"].str.split("_").str[-1]
    return long.pivot_table(index=["time", "place"], columns="quantity", values="value").reset_index()
