import numpy as np
import pandas as pd

SUPPLIERS = ["north", "harbour", "valley"]


def order_list(articles):
    result = articles.copy()
    result["order"] = (result["need"] - result["stock"].fillna(0)).clip(0)
    price = pd.Series(np.inf, index=result.index)
    supplier = pd.Series(None, index=result.index, dtype=object)
    for name in SUPPLIERS:
        better = result[name] <= price
        price = price.mask(better, result[name])
        supplier = supplier.mask(better, name)
    result["supplier"] = supplier
    rebate = pd.cut(result["order"], [-1, 100, 500, np.inf], right=False, labels=[1.0, 0.95, 0.9]).astype(float)
    result["cost"] = (result["order"] * price * rebate).mask(supplier.isna())
    result["spent"] = result["cost"].cumsum().ffill().fillna(0)
    return result
