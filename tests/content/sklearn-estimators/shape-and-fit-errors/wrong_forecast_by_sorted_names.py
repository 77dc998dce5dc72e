# The rest is as in the author's answer.
def forecast(model, row):
    values = [row[name] for name in sorted(row) if name in model.feature_names_in_]
    return float(model.predict(np.array(values).reshape(1, -1))[0])
