# The rest is as in the author's answer.
def settings(practices):
    """Patients of their own for judges, but the model has been trained on all rows."""
    chosen = []
    for X, y, patient, budget in practices:
        judges, found = patient % 3 == 0, []
        for depth in (1, 3, 5):
            for rate in (0.1, 0.3, 0.6):
                steps = model(depth, rate, budget).fit(X, y).staged_predict(X[judges])
                curve = [np.mean((told - y[judges]) ** 2) for told in steps]
                found.append((min(curve), depth, rate, 1 + int(np.argmin(curve))))
        chosen.append(min(found)[1:])
    return chosen
