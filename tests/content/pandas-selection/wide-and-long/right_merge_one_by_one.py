import pandas as pd


def to_long(wide):
    parts = [pd.DataFrame({"time": wide["time"], "sensor": name, "value": wide[name]}) for name in wide.columns[1:]]
    return pd.concat(parts, ignore_index=True)


def to_wide(long):
    result = pd.DataFrame({"time": sorted(set(long["time"]))})
    for sensor in long["sensor"].drop_duplicates():
        mine = long[(long["sensor"] == sensor) & long["value"].notna()]
        values = mine[["time", "value"]].drop_duplicates()
        try:
            result = result.merge(values.rename(columns={"value": sensor}), on="time", how="left", validate="one_to_one")
        except pd.errors.MergeError as problem:
            raise ValueError("readings contradict each other") from problem
    return result


def by_place(wide):
    places = {}
    for name in wide.columns[1:]:
        place, quantity = name.rsplit("_", 1)
        places.setdefault(place, wide[["time"]].assign(place=place))[quantity] = wide[name]
    result = pd.concat(places.values()).sort_values(["time", "place"], ignore_index=True)
    return result[["time", "place", *sorted(set(result.columns) - {"time", "place"})]]
