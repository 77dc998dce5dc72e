# The rest is as in the author's answer.


def by_place(wide):
    names = list(wide.columns[1:])
    places = sorted({name.rpartition("_")[0] for name in names})
    quantities = sorted({name.rpartition("_")[2] for name in names})
    rows = []
    for _, row in wide.sort_values("time").iterrows():
        for place in places:
            found = [[name for name in names if name.startswith(place) and name.endswith(end)] for end in quantities]
            rows.append([int(row["time"]), place, *(row[some[0]] if some else np.nan for some in found)])
    return pd.DataFrame(rows, columns=["time", "place", *quantities])
