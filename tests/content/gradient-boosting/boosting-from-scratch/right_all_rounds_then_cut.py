import numpy as np


class Boosted:
    """Trains all rounds at first, and looks for the place to cut afterwards. Sides are columns of a matrix of zeros and ones."""

    def __init__(self, loss, rate, rounds, patience=None):
        self._settings = dict(loss=loss, rate=rate, rounds=rounds, patience=patience)

    def _link(self, scores):
        if self._settings["loss"] == "log":
            return 0.5 * (1 + np.tanh(scores / 2))
        return scores

    def fit(self, X, y, X_held=None, y_held=None):
        X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        splits = []
        for j in range(X.shape[1]):
            different = np.unique(X[:, j])
            splits += [(j, t) for t in (different[1:] + different[:-1]) / 2]
        columns = np.array([j for j, _ in splits], dtype=int)
        thresholds = np.array([t for _, t in splits])
        left = (X[:, columns] <= thresholds).astype(float)
        p = y.mean()
        self._start = np.log(p / (1 - p)) if self._settings["loss"] == "log" else p
        self._parts = []
        scores = np.full(len(y), self._start)
        for _ in range(self._settings["rounds"]):
            told = self._link(scores)
            r = y - told
            weights = told * (1 - told) if self._settings["loss"] == "log" else np.ones_like(r)
            inside, outside = r @ left, r @ (1 - left)
            gain = inside**2 / left.sum(axis=0) + outside**2 / (1 - left).sum(axis=0)
            best = int(np.argmax(gain))
            side = left[:, best]
            steps = []
            for mask in (side, 1 - side):
                below = (weights * mask).sum()
                steps.append(self._settings["rate"] * (r * mask).sum() / below if below > 0 else 0.0)
            self._parts.append((columns[best], thresholds[best], *steps))
            scores = scores + np.where(side == 1, steps[0], steps[1])
        if self._settings["patience"] is not None:
            self._parts = self._parts[: self._cut(X_held, np.asarray(y_held, dtype=float))]
        return self

    def _cut(self, X, y):
        best, lowest, waited = 0, np.inf, 0
        for number, told in enumerate(self.staged(X)):
            if self._settings["loss"] == "squared":
                loss = ((y - told) ** 2).mean()
            else:
                told = np.clip(told, 1e-15, 1 - 1e-15)
                loss = -(y * np.log(told) + (1 - y) * np.log(1 - told)).mean()
            if loss < lowest:
                best, lowest, waited = number, loss, 0
            else:
                waited += 1
            if waited == self._settings["patience"]:
                break
        return best

    def staged(self, X):
        scores = [np.full(len(X), self._start)]
        for j, t, low, high in self._parts:
            scores.append(scores[-1] + np.where(X[:, j] > t, high, low))
        return self._link(np.array(scores))

    def predict(self, X):
        return self.staged(X)[-1]
