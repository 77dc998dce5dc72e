import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression


def predict_prices(sales, new):
    both = pd.get_dummies(pd.concat([sales.drop(columns="price"), new]), dtype=float)
    X, Z = both.iloc[: len(sales)], both.iloc[len(sales) :]
    m = LinearRegression().fit(X, sales["price"])
    return np.clip(m.predict(Z), sales["price"].min(), None)
