import numpy as np
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor


class Boosted:
    def __init__(self, loss, rate, rounds, patience=None):
        self.loss, self.rate, self.rounds, self.patience = loss, rate, rounds, patience

    def fit(self, X, y, X_held=None, y_held=None):
        kind = GradientBoostingRegressor if self.loss == "squared" else GradientBoostingClassifier
        self.model = kind(max_depth=1, learning_rate=self.rate, n_estimators=max(1, self.rounds)).fit(X, y)
        mean = np.mean(y)
        self.start = mean
        self.kept = self.rounds
        if self.patience is not None:
            losses = []
            for p in self.staged(X_held):
                if self.loss == "squared":
                    losses.append(np.mean((y_held - p) ** 2))
                else:
                    losses.append(-np.mean(np.log(np.where(y_held == 1, p, 1 - p))))
                if len(losses) - 1 - np.argmin(losses) >= self.patience:
                    break
            self.kept = int(np.argmin(losses))
        return self

    def staged(self, X):
        if self.loss == "squared":
            rounds = list(self.model.staged_predict(X))
        else:
            rounds = [p[:, 1] for p in self.model.staged_predict_proba(X)]
        return np.array([np.full(len(X), self.start), *rounds[: self.kept]])

    def predict(self, X):
        return self.staged(X)[-1]
