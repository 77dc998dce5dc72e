import numpy as np


def fill(table):
    """Least squares with an equation for each measured level; the same surge for all stations, an hour apart."""
    out = table.copy()
    hour = table["hour"].to_numpy()
    stations = ["pier", "harbour", "lock"]
    rest = {}
    model = {}
    for lag, station in enumerate(stations):
        at = np.maximum(hour - lag, 0)
        wind, pressure = table["wind"].to_numpy()[at], table["pressure"].to_numpy()[at]
        one = 2 * np.pi * hour / 12.42
        two = 2 * np.pi * hour / 354
        columns = [np.ones(len(hour)), pressure - 1013, wind, wind * wind]
        for f in (one, one + two, one - two):
            columns += [np.sin(f), np.cos(f)]
        A = np.stack(columns, axis=1)
        y = table[station].to_numpy()
        k = np.isfinite(y)
        model[station] = A @ (np.linalg.pinv(A[k]) @ y[k])
        rest[station] = y - model[station]
    for station in stations:
        y = table[station].to_numpy().copy()
        for i in np.flatnonzero(np.isnan(y)):
            near = [rest[other][i] for other in stations if not np.isnan(rest[other][i])]
            y[i] = model[station][i] + (np.mean(near) if near else 0.0)
        out[station] = y
    return out
