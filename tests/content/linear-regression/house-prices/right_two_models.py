import numpy as np
import pandas as pd


def design(table, names):
    pieces = [
        np.ones(len(table)),
        np.log(table.area.to_numpy()),
        np.log(np.maximum(table["land"].to_numpy(), 1)),
        table.distance.to_numpy(),
        np.where(table.lift, table.floor, 0),
        np.where(table.lift, 0, table.floor),
        table.sold.to_numpy() - 2016,
    ]
    age = (table.built.to_numpy() - 1890) / 30
    pieces += [age, age**2]
    pieces += [(table.district == name).to_numpy() for name in names]
    return np.column_stack(pieces).astype(float)


def predict_prices(sales, new):
    """One model for flats, one for houses; unknown districts get the mean over the known ones."""
    prices = np.zeros(len(new))
    for kind in ("flat", "house"):
        old, young = sales[sales.kind == kind], (new.kind == kind).to_numpy()
        names = pd.unique(old.district)
        w = np.linalg.lstsq(design(old, names), np.log(old.price.to_numpy()), rcond=None)[0]
        mean = w[-len(names) :].mean()
        rows = new[young]
        unknown = ~rows.district.isin(names).to_numpy()
        prices[young] = np.exp(design(rows, names) @ w + unknown * mean)
    return prices
