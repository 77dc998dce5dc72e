import numpy as np
from scipy.optimize import approx_fprime


def is_gradient(f, gradient, x):
    claimed = np.asarray(gradient(x), dtype=float)
    if claimed.shape != x.shape:
        return False
    estimate = approx_fprime(x.ravel().astype(float), lambda v: f(v.reshape(x.shape)), 2e-8)
    return np.allclose(claimed.ravel(), estimate, rtol=4e-3, atol=4e-5)
