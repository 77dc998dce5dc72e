# The rest is as in the author's answer.
import numpy as np


def summarise(x, axis, ddof=0):
    mean = x.mean(axis=axis, keepdims=True)
    variance = ((x**2).mean(axis=axis, keepdims=True) - mean**2) * (x.size // mean.size) / (x.size // mean.size - ddof)
    return mean, variance, np.sqrt(variance)
