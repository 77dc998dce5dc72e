import pandas as pd


def to_long(wide):
    rows = []
    for row in wide.to_dict("records"):
        for sensor in wide.columns[1:]:
            rows.append((row["time"], sensor, row[sensor]))
    return pd.DataFrame(rows, columns=["time", "sensor", "value"])


def to_wide(long):
    values = {}
    for time, sensor, value in long.itertuples(index=False):
        old = values.get((time, sensor))
        if old is None or pd.isna(old):
            values[time, sensor] = value
        elif not pd.isna(value) and value != old:
            raise ValueError(f"{sensor} at {time}: {old} and {value}")
    times, sensors = sorted(set(long["time"])), list(dict.fromkeys(long["sensor"]))
    columns = {sensor: [values.get((time, sensor), float("nan")) for time in times] for sensor in sensors}
    return pd.DataFrame({"time": times, **columns})


def by_place(wide):
    rows = {}
    quantities = set()
    for row in wide.to_dict("records"):
        for sensor in wide.columns[1:]:
            place, _, quantity = sensor.rpartition("_")
            quantities.add(quantity)
            rows.setdefault((row["time"], place), {})[quantity] = row[sensor]
    table = [{"time": time, "place": place, **rows[time, place]} for time, place in sorted(rows)]
    return pd.DataFrame(table, columns=["time", "place", *sorted(quantities)])
