import math


class Boosted:
    """Plain Python, one row at a time."""

    def __init__(self, loss, rate, rounds, patience=None):
        self.loss = loss
        self.rate = rate
        self.rounds = rounds
        self.patience = patience

    def shown(self, score):
        if self.loss == "squared":
            return score
        if score >= 0:
            return 1 / (1 + math.exp(-score))
        return math.exp(score) / (1 + math.exp(score))

    def best_stump(self, rows, residuals):
        best = None
        for column in range(len(rows[0])):
            values = sorted(set(row[column] for row in rows))
            for below, above in zip(values, values[1:]):
                threshold = (below + above) / 2
                sides = ([], [])
                for row, residual in zip(rows, residuals):
                    sides[row[column] > threshold].append(residual)
                total = 0.0
                for side in sides:
                    mean = sum(side) / len(side)
                    total += sum((residual - mean) ** 2 for residual in side)
                if best is None or total < best[0]:
                    best = (total, column, threshold)
        return best[1:]

    def fit(self, X, y, X_held=None, y_held=None):
        rows = [[float(value) for value in row] for row in X]
        y = [float(value) for value in y]
        mean = sum(y) / len(y)
        self.base = mean if self.loss == "squared" else math.log(mean) - math.log(1 - mean)
        self.trees = []
        scores = [self.base] * len(y)
        best_loss, best_round = math.inf, 0
        if self.patience is not None:
            best_loss = self.held_loss(X_held, y_held)
        for number in range(1, self.rounds + 1):
            told = [self.shown(score) for score in scores]
            residuals = [target - p for target, p in zip(y, told)]
            column, threshold = self.best_stump(rows, residuals)
            sums, divisors = [0.0, 0.0], [0.0, 0.0]
            for row, residual, p in zip(rows, residuals, told):
                side = int(row[column] > threshold)
                sums[side] += residual
                divisors[side] += 1.0 if self.loss == "squared" else p * (1 - p)
            leaves = [s / d if d != 0 else 0.0 for s, d in zip(sums, divisors)]
            self.trees.append((column, threshold, leaves))
            scores = [score + self.rate * leaves[int(row[column] > threshold)] for score, row in zip(scores, rows)]
            if self.patience is not None:
                now = self.held_loss(X_held, y_held)
                if now < best_loss:
                    best_loss, best_round = now, number
                elif number - best_round == self.patience:
                    break
        if self.patience is not None:
            self.trees = self.trees[:best_round]
        return self

    def held_loss(self, X, y):
        total = 0.0
        for target, p in zip(y, self.predict(X)):
            if self.loss == "squared":
                total += (target - p) ** 2
            else:
                total -= math.log(max(p if target == 1 else 1 - p, 1e-300))
        return total / len(y)

    def staged(self, X):
        lines = [[self.base] * len(X)]
        for column, threshold, leaves in self.trees:
            lines.append([score + self.rate * leaves[int(row[column] > threshold)] for score, row in zip(lines[-1], X)])
        import numpy as np

        return np.array([[self.shown(score) for score in line] for line in lines])

    def predict(self, X):
        return self.staged(X)[-1]
