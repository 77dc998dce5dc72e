# The rest is as in the author's answer.
def judged(reviews, models, limit):
    kept = []
    results = []
    for model in models:
        seen = right = 0
        for _, (text, label) in zip(range(limit), kept or reviews):
            seen += 1
            right += model(text) == label
            if len(kept) < seen:
                kept.append((text, label))
        results.append((seen, right))
    return results
