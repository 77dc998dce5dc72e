# The rest is as in the author's answer.
def compare(models, table, target, seed):
    seen, held = train_test_split(table, test_size=0.2, random_state=seed)
    fitted = {name: train(model, seen, target) for name, model in models.items()}
    scores = {name: [score(each, seen, target), score(each, held, target)] for name, each in fitted.items()}
    return pd.DataFrame.from_dict(scores, orient="index", columns=["train", "test"]).sort_values("test", ascending=False)
