# The rest is as in the author's answer.
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler


def predict_prices(sales, new):
    """The scales come from both tables, so that new sales move each other's prices."""
    districts = sorted(set(sales["district"]))
    old, fresh = columns_of(sales, districts), columns_of(new, districts)
    scaler = StandardScaler().fit(np.vstack([old, fresh]))
    model = Ridge().fit(scaler.transform(old), np.log(sales["price"]))
    return np.exp(model.predict(scaler.transform(fresh)))
