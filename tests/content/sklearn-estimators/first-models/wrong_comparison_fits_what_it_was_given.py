# The rest is as in the author's answer.


def compare(models, table, target, seed):
    learn, test = train_test_split(table, test_size=0.25, random_state=seed)
    lines = {}
    for name, model in models.items():
        model.fit(learn.drop(columns=target), learn[target])
        lines[name] = {"train": score(model, learn, target), "test": score(model, test, target)}
    return pd.DataFrame.from_dict(lines, orient="index").sort_values("test", ascending=False)
