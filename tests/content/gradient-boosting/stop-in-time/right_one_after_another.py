# The rest is as in the author's answer.
import pandas as pd


def settings(practices):
    """Depth first, at one rate; then the rate; the rounds come out by themselves."""
    return [one_by_one(X, y, patient, budget) for X, y, patient, budget in practices]


def one_by_one(X, y, patient, budget):
    middle = 0.6 if budget < 10 else 0.3
    curves = pd.DataFrame({depth: lost(X, y, patient, depth, middle, budget) for depth in (1, 2, 3, 4)})
    depth = curves.min().idxmin()
    rates = middle / 2, middle, min(1.0, 2 * middle)
    curves = pd.DataFrame({rate: lost(X, y, patient, depth, rate, budget) for rate in rates})
    rate = curves.min().idxmin()
    return int(depth), float(rate), int(curves[rate].idxmin())


def lost(X, y, patient, depth, rate, budget):
    folds = []
    for fold in range(3):
        held = patient % 3 == fold
        steps = model(depth, rate, budget).fit(X[~held], y[~held]).staged_predict(X[held])
        folds.append({rounds: np.sqrt(np.mean((told - y[held]) ** 2)) for rounds, told in enumerate(steps, 1)})
    return pd.DataFrame(folds).mean()
