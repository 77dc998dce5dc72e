# The rest is as in the author's answer.


def by_place(wide):
    quantities = sorted({name.rpartition("_")[2] for name in wide.columns[1:]})
    turned = wide.rename(columns={name: "_".join(name.rsplit("_", 1)[::-1]) for name in wide.columns[1:]})
    table = pd.wide_to_long(turned, stubnames=quantities, i="time", j="place", sep="_", suffix=".+")
    return table[quantities].sort_index().reset_index()
