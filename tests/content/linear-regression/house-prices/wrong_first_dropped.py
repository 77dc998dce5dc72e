import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression


def columns(table):
    return pd.get_dummies(
        table.assign(
            area=np.log(table["area"]),
            land=np.log1p(table["land"]),
            age2=(table["built"] - 1960) ** 2,
            lifted=table["floor"] * table["lift"],
            far=table["distance"] * (table["kind"] == "flat"),
        ),
        drop_first=True,
        dtype=float,
    )


def predict_prices(sales, new):
    X = columns(sales.drop(columns="price"))
    model = LinearRegression().fit(X, np.log(sales["price"]))
    return np.exp(model.predict(columns(new).reindex(columns=X.columns, fill_value=0.0)))
