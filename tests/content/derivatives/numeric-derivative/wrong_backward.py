def derivative(f, x):
    h = 1.5e-8 * max(1.0, abs(x))
    return (f(x) - f(x - h)) / h
