# The rest is as in the author's answer.
def judged(reviews, models, limit):
    results = [[0, 0] for model in models]
    for _, (text, label) in zip(range(limit), reviews):
        for result, model in zip(results, models):
            result[0] += 1
            result[1] += model(text) == label
    return [tuple(result) for result in results]
