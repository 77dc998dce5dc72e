# The rest is as in the author's answer.
def _leaf(loss, r, p):
    """The mean of the steps that each row would take by itself."""
    if loss == "squared":
        return r.mean()
    divisors = p * (1 - p)
    return np.mean(np.divide(r, divisors, out=np.zeros_like(r), where=divisors > 0))
