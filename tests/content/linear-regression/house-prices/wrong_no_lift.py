# The rest is as in the author's answer.
import numpy as np
from sklearn.linear_model import LinearRegression


def predict_prices(sales, new):
    names = sales["district"].unique()

    def columns(table):
        flat = (table["kind"] == "flat").to_numpy() * 1.0
        parts = [np.log(table["area"]), np.log1p(table["land"]), flat, table["distance"], flat * table["distance"]]
        parts += [table["floor"], table["lift"], table["built"] - 1960, (table["built"] - 1960) ** 2, table["sold"] - 2016]
        return np.column_stack([*parts, *(table["district"] == name for name in names)]).astype(float)

    model = LinearRegression(tol=1e-12).fit(columns(sales), np.log(sales["price"]))
    return np.exp(model.predict(columns(new)))
