import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor


def predict_prices(sales, new):
    X = pd.get_dummies(sales.drop(columns="price"), dtype=float)
    model = RandomForestRegressor(30, random_state=0).fit(X, np.log(sales["price"]))
    return np.exp(model.predict(pd.get_dummies(new, dtype=float).reindex(columns=X.columns, fill_value=0.0)))
