import numpy as np
import statsmodels.formula.api as smf

FORMULA = """np.log(price) ~ kind * (np.log(area) + distance) + np.log1p(land) + floor * lift
    + built + I((built - 1960) ** 2) + sold + C(district)"""


def predict_prices(sales, new):
    """A district that is not on file is every district on file, each by its share of the sales."""
    found = smf.ols(FORMULA, sales).fit()
    shares = sales["district"].value_counts(normalize=True)
    by_district = {name: found.predict(new.assign(district=name)).to_numpy() for name in shares.index}
    usual = sum(share * by_district[name] for name, share in shares.items())
    logarithms = [by_district.get(name, usual)[row] for row, name in enumerate(new["district"])]
    return np.exp(np.array(logarithms))
