import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import GroupKFold


def settings(practices):
    """Four folds of patients, and a finer grid."""
    chosen = []
    for X, y, patient, budget in practices:
        best, setting = np.inf, None
        for depth in (1, 3, 5):
            for rate in (0.1, 0.3, 0.7):
                curves = []
                for train, test in GroupKFold(4).split(X, y, patient):
                    fitted = HistGradientBoostingRegressor(
                        max_depth=depth, learning_rate=rate, max_iter=budget, min_samples_leaf=5, early_stopping=False
                    ).fit(X[train], y[train])
                    curves.append([mean_squared_error(y[test], told) for told in fitted.staged_predict(X[test])])
                curve = np.mean(curves, axis=0)
                if curve.min() < best:
                    best, setting = curve.min(), (depth, rate, np.argmin(curve) + 1)
        chosen.append(setting)
    return chosen
