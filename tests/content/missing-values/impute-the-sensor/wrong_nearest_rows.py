import pandas as pd
from sklearn.impute import KNNImputer
from sklearn.preprocessing import StandardScaler


def fill(table):
    scaler = StandardScaler().fit(table)
    filled = scaler.inverse_transform(KNNImputer(n_neighbors=5).fit_transform(scaler.transform(table)))
    return table.fillna(pd.DataFrame(filled, index=table.index, columns=table.columns))
