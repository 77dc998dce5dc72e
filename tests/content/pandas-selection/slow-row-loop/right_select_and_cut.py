import numpy as np
import pandas as pd

SUPPLIERS = ["north", "harbour", "valley"]


def order_list(articles):
    result = articles.copy()
    result["order"] = np.maximum(articles["need"].sub(articles["stock"], fill_value=0), 0)
    least = articles[SUPPLIERS].min(axis="columns")
    result["supplier"] = np.select([articles[name] == least for name in ("valley", "harbour", "north")], ["valley", "harbour", "north"], default=None)
    rebate = pd.cut(result["order"], [-1, 100, 500, np.inf], right=False, labels=False).map({0: 0, 1: 5, 2: 10})
    result["cost"] = result["order"] * least * (100 - rebate) / 100
    result["spent"] = np.cumsum(np.where(result["cost"].isna(), 0, result["cost"]))
    return result
