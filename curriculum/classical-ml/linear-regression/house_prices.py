r"""House prices

A town's sales of the last eight years are on file, and the bank wants prices for those of the next two. Write
`predict_prices(sales, new)`, which returns a NumPy array of shape `(len(new),)`: a price above zero for each row of
`new`, in their order.

`sales` and `new` are `DataFrame`s with these columns, in any order of rows and with any index:

- `kind` (`"flat"` or `"house"`), `district` (a name), `distance` to the centre (km)
- `area` of the rooms (m²), from boxes to villas; `land` (m²), 0 for flats
- `floor` (0 for the ground floor, and for houses) and `lift` (`True` or `False`; never in houses)
- `built`, the year it was built in, and `sold`, the year of the sale
- `price` (euros), in `sales` alone

In some districts nothing was sold before, in others nothing will be. The price of a sale does not depend on which others
are asked about in the same call. `sales` and `new` stay as they are.

An estate agent, asked what counts: "Percent, not euros, of everything: area, land, every kilometre, every year. Flats
lose more with each kilometre than houses do. A high floor is a gain where there is a lift, and a loss where there is
none. What is very old or very new is dear, and what was built between the two is cheap."

You are judged by the mean of |predicted − price| / price over the sales in `new`. There are 560 sales on file and 140
new ones. To try things on, sixty sales of another town are given. No method is forbidden.

```python
past = OTHER_TOWN["sold"] < 2024
predict_prices(OTHER_TOWN[past], OTHER_TOWN[~past].drop(columns="price")).shape    # (12,)
```
"""

import io

import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression

from mlestone.proving import (
    altered,
    answer,
    baseline,
    challenge,
    check,
    data,
    expect,
    given,
    helper,
    hints,
    mistake,
    score,
)

hints(
    "If a kilometre takes away five percent, of which quantity does it take away always the same amount? And what "
    "does a "
    "model of that quantity never predict?",
    "A plane gives each column one slope. Where the slope hangs on another column, the product of both is a column "
    "as well; "
    "where it changes along the way, so is the square.",
    "Make the columns of both tables in one function that is told the districts of `sales`: a district it does not "
    "know gets "
    "zeros everywhere. What do zeros stand for, in your model?",
)


# Sixty sales of another town, to try things on.
OTHER_TOWN = given(
    pd.read_csv(
        io.StringIO("""
kind,district,distance,area,land,floor,lift,built,sold,price
house,Hill,10.2,93,364,0,False,1919,2022,376600
flat,Hill,2.5,36,0,6,True,1955,2019,155500
flat,Hill,3.7,58,0,1,True,1955,2016,125700
flat,Weir,4.8,98,0,4,True,1935,2025,314400
flat,Mill,6.0,61,0,4,False,1927,2024,105500
house,Mill,6.1,293,159,0,False,1998,2024,905600
flat,Bank,1.5,51,0,3,False,1944,2019,242700
flat,Weir,4.3,26,0,0,True,1993,2021,63800
flat,Mill,2.7,39,0,1,True,1943,2019,103200
flat,Weir,2.2,68,0,1,False,1922,2022,256700
house,Mill,6.3,122,316,0,False,2005,2025,611300
flat,Mill,7.6,30,0,1,True,1977,2023,51200
flat,Bank,3.8,49,0,2,True,1972,2020,240100
flat,Bank,3.5,34,0,4,True,1965,2018,168300
house,Mill,4.6,91,191,0,False,2004,2024,376800
house,Mill,18.6,83,163,0,False,1955,2016,132600
flat,Hill,7.6,35,0,5,True,2002,2018,81500
house,Hill,9.3,163,202,0,False,1994,2018,486200
house,Weir,13.2,179,358,0,False,1960,2017,348600
flat,Bank,3.6,66,0,7,True,1989,2017,356500
flat,Bank,4.8,40,0,5,False,2004,2024,138700
house,Mill,5.4,284,282,0,False,1916,2016,753200
flat,Hill,4.4,75,0,7,True,1913,2023,362800
house,Weir,2.8,128,318,0,False,1991,2025,597000
flat,Hill,5.7,38,0,6,True,1992,2019,118200
house,Weir,2.6,162,356,0,False,1974,2018,636300
flat,Hill,6.2,110,0,8,True,2000,2021,394300
flat,Bank,3.9,60,0,8,True,2011,2017,383000
flat,Mill,1.0,34,0,7,False,2017,2021,90400
flat,Mill,3.8,50,0,7,True,1972,2016,164900
flat,Hill,6.2,44,0,8,True,1961,2022,142700
house,Mill,5.9,108,267,0,False,1941,2025,452500
flat,Weir,1.4,55,0,1,False,1985,2021,191800
flat,Hill,8.2,79,0,2,True,1976,2017,142800
flat,Hill,2.8,63,0,2,False,1939,2018,187300
house,Weir,0.5,75,552,0,False,1960,2020,386800
house,Mill,3.5,136,193,0,False,2016,2021,651200
house,Hill,6.0,135,752,0,False,1913,2020,760500
house,Bank,5.1,178,261,0,False,1931,2019,906000
house,Hill,3.1,85,889,0,False,1985,2023,592200
house,Mill,12.3,173,183,0,False,1903,2019,542000
flat,Mill,1.4,46,0,0,False,1968,2016,119100
flat,Hill,0.4,67,0,3,True,1946,2017,285500
flat,Hill,2.6,132,0,7,True,1929,2024,860800
flat,Hill,2.2,45,0,6,False,1956,2025,116000
flat,Hill,3.9,65,0,2,True,1992,2023,235800
flat,Bank,1.2,62,0,7,False,2008,2025,306800
flat,Weir,3.4,49,0,2,False,1974,2022,121200
flat,Hill,5.4,35,0,8,False,1963,2020,43900
flat,Hill,5.8,142,0,0,False,1985,2023,386800
house,Mill,3.8,88,556,0,False,2006,2020,379500
house,Mill,6.1,121,331,0,False,1969,2022,486700
house,Bank,4.4,207,413,0,False,2021,2022,1970400
house,Bank,5.9,230,458,0,False,1899,2024,2395600
house,Mill,1.9,137,688,0,False,1971,2017,539000
house,Bank,2.4,208,1167,0,False,2018,2020,2649500
flat,Bank,1.9,111,0,3,True,1975,2016,662500
house,Hill,4.9,279,214,0,False,1927,2018,1036000
flat,Hill,4.2,48,0,4,True,1955,2021,152100
flat,Bank,4.0,51,0,8,True,1929,2023,384500
""")
    )
)


@helper
def columns_of(table, districts):
    """What is known of sales, as columns in which a plane is a good idea."""
    flat, built = (table["kind"] == "flat") * 1.0, (table["built"] - 1960) / 50
    columns = {
        "area": np.log(table["area"]),
        "flat": flat,
        "land": np.log(table["land"].clip(lower=1)),
        "distance": table["distance"],
        "distance of flats": table["distance"] * flat,
        "floor": table["floor"],
        "floor with a lift": table["floor"] * table["lift"],
        "lift": table["lift"] * 1.0,
        "built": built,
        "built, squared": built**2,
        "sold": table["sold"] - 2020,
    }
    # Zeros are the average district: those of the file are told as differences from it.
    columns |= {name: (table["district"] == name) - 1 / len(districts) for name in districts}
    return pd.DataFrame(columns).to_numpy(float)


@answer
def predict_prices(sales: pd.DataFrame, new: pd.DataFrame) -> np.ndarray:
    """Return a price for each row of `new`, learned from `sales`."""
    districts = sorted(set(sales["district"]))
    model = LinearRegression().fit(columns_of(sales, districts), np.log(sales["price"]))
    return np.exp(model.predict(columns_of(new, districts)))


@data
def ten_years(rng):
    sales, new = _town(rng)
    return challenge(inputs=(sales, new.drop(columns="price")), hidden=new["price"].to_numpy())


@score("mean of |predicted - price| / price", better="lower", bar=0.9)
def relative_error(hidden, reply):
    return float(np.mean(np.abs(np.asarray(reply, dtype=float) - hidden) / hidden))


@baseline("lays a plane through the prices, with dummies of the districts on file")
def plane_of_prices(sales, new):
    X = pd.get_dummies(sales.drop(columns="price"), dtype=float)
    model = LinearRegression().fit(X, sales["price"])
    return model.predict(pd.get_dummies(new, dtype=float).reindex(columns=X.columns, fill_value=0.0))


prices_themselves = mistake(
    predict_prices,
    "What is fitted is the price in euros: for small and remote ones it goes below zero, and a villa's euros "
    "outweigh those of "
    "twenty flats. In what do the agent's sentences count?",
)(
    altered(
        {
            'np.log(sales["price"])': 'sales["price"]',
            "np.exp(model.predict(columns_of(new, districts)))": "model.predict(columns_of(new, districts))",
        }
    )
)

cut_off_at_the_bottom = mistake(
    predict_prices,
    "Prices below some small number are raised to it. They are above zero now, and as wrong as before: the plane "
    "was still "
    "laid through euros.",
)(
    altered(
        {
            'np.log(sales["price"])': 'sales["price"]',
            "np.exp(model.predict(columns_of(new, districts)))": "np.maximum(model.predict(columns_of(new, "
            "districts)), 1.0)",
        }
    )
)

returns_logarithms = mistake(predict_prices, "These are logarithms of prices: nobody has taken them back to euros.")(
    altered({"np.exp(model.predict(columns_of(new, districts)))": "model.predict(columns_of(new, districts))"})
)

dummies_made_apart = mistake(
    predict_prices,
    "The districts' columns are made anew for `new`: where one name is missing and another has come, the weight of one "
    "district is used for the next, and a single sale has another number of columns. Who decides which columns "
    "there are?",
)(altered({"columns_of(new, districts)": 'columns_of(new, sorted(set(new["district"])))'}))


@mistake(
    predict_prices,
    "The first district has no column of its own, and is what zeros stand for: a district that is not on file is taken "
    "for the dearest one in town.",
)
def takes_the_unknown_for_the_first(sales, new):
    districts = sorted(set(sales["district"]))
    others = [name for name in districts if name != districts[0]]
    model = LinearRegression().fit(_dropped(sales, others), np.log(sales["price"]))
    return np.exp(model.predict(_dropped(new, others)))


@mistake(
    predict_prices,
    "Logarithms of the prices, and every column as it came: a square metre more is now the same percentage for a "
    "box and for a "
    "villa. The agent spoke of percent of the area, too.",
)
def logarithm_of_prices_alone(sales, new):
    X = pd.get_dummies(sales.drop(columns="price"), dtype=float)
    model = LinearRegression().fit(X, np.log(sales["price"]))
    return np.exp(model.predict(pd.get_dummies(new, dtype=float).reindex(columns=X.columns, fill_value=0.0)))


@mistake(
    predict_prices,
    "A kilometre costs flats and houses the same, and a floor is worth the same with a lift and without. Which two "
    "columns "
    "together say more than each by itself?",
)
def no_products(sales, new):
    return _without(sales, new, [4, 6])


@mistake(
    predict_prices,
    "The year of building has one slope from the oldest to the newest. The agent says that both ends are dear.",
)
def straight_age(sales, new):
    return _without(sales, new, [9])


@mistake(
    predict_prices,
    "The year of the sale plays no part, so that all new sales are priced as in the middle of the file.",
)
def forgets_the_years(sales, new):
    return _without(sales, new, [10])


@check("returns one price for each new sale")
def one_each(learner, rng):
    sales, new = _town(rng)
    few = new.drop(columns="price").iloc[: int(rng.integers(20, 60))]
    expect(learner.predict_prices(sales, few)).is_a(np.ndarray).has_shape(len(few))


@check("gives no price at or below zero, not even to a box far out")
def above_zero(learner, rng):
    sales, new = _town(rng)
    boxes = (
        new[new["kind"] == "flat"].drop(columns="price").assign(area=float(rng.integers(12, 16)), built=1962, floor=6)
    )
    boxes["distance"], boxes["lift"] = rng.uniform(9.0, 12.0, len(boxes)).round(1), False
    expect(learner.predict_prices(sales, boxes)).between(1e-9, np.inf)


@check("prices a sale alike, whichever others are asked about, and in whatever order")
def one_by_one(learner, rng):
    sales, new = _town(rng)
    new = new.drop(columns="price").iloc[:40]
    together = learner.predict_prices(sales, new)
    expect(together).is_a(np.ndarray).has_shape(len(new))
    at = rng.permutation(len(new))[:15]
    expect(learner.predict_prices(sales, new.iloc[at])).close(together[at])
    expect(learner.predict_prices(sales, new.iloc[at[:1]])).close(together[at[:1]])


@check("leaves the tables as they were")
def leaves(learner, rng):
    sales, new = _town(rng)
    expect(learner.predict_prices).leaves_unchanged(sales, new.drop(columns="price"))


_DISTRICTS = [
    "Abbey",
    "Brewery",
    "Canal",
    "Dyke",
    "Elms",
    "Ferry",
    "Green",
    "Harbour",
    "Ivy",
    "Junction",
    "Kiln",
    "Lime",
]


def _market(rng, years, number):
    """So many sales in each of these years, in a town of one district."""
    sold = np.repeat(np.asarray(years), number)
    flat = rng.random(len(sold)) < 0.6
    area = np.exp(np.where(flat, rng.normal(4.1, 0.45, len(sold)), rng.normal(4.9, 0.4, len(sold)))).round()
    table = pd.DataFrame(
        {
            "kind": np.where(flat, "flat", "house"),
            "district": "all",
            "distance": rng.gamma(2.5, np.where(flat, 1.3, 2.6)).round(1),
            "area": area.clip(12),
            "land": np.where(flat, 0, np.exp(rng.normal(6, 0.6, len(sold))).round()),
            "floor": np.where(flat, rng.integers(0, 9, len(sold)), 0),
            "lift": flat & (rng.random(len(sold)) < 0.5),
            "built": (sold - rng.beta(1, 1.4, len(sold)) * 130).astype(int),
            "sold": sold,
        }
    )
    old = (table["built"] - 1962) / 50
    log_price = 8.6 + 0.95 * np.log(table["area"]) + 0.05 * (sold - 2020) + 0.22 * old**2
    log_price -= np.where(flat, 0.14, 0.04) * table["distance"]
    log_price += np.where(flat, 0.0, 0.25 * np.log(table["land"].clip(1)) - 1.4)
    log_price += np.where(table["lift"], 0.05, -0.08) * table["floor"]
    table["price"] = np.exp(log_price + rng.normal(0, 0.08, len(sold))).round(-2).clip(1000)
    return table


def _town(rng):
    """Sales of eight years and of the next two. The first district is dear, two only before, two only after."""
    table = _market(rng, range(2016, 2026), 70)
    effects = rng.normal(0, 0.1, len(_DISTRICTS))
    effects[0] = 0.6
    gone, fresh, usual = np.split(rng.permutation(np.arange(1, len(_DISTRICTS))), [2, 4])
    usual = np.append(usual, 0)
    early = table["sold"].to_numpy() < 2024
    chosen = np.where(early, rng.choice([*usual, *gone], len(table)), rng.choice([*usual, *fresh], len(table)))
    table["district"] = np.array(_DISTRICTS)[chosen]
    table["price"] = (table["price"] * np.exp(effects[chosen])).round(-2)
    table = table.iloc[rng.permutation(len(table))]
    return table[table["sold"] < 2024], table[table["sold"] >= 2024]


def _dropped(table, districts):
    return np.column_stack([columns_of(table, [])] + [(table["district"] == name) * 1.0 for name in districts])


def _without(sales, new, left_out):
    """The answer without some of its columns."""
    districts = sorted(set(sales["district"]))
    old, fresh = (np.delete(columns_of(table, districts), left_out, axis=1) for table in (sales, new))
    return np.exp(LinearRegression().fit(old, np.log(sales["price"])).predict(fresh))
