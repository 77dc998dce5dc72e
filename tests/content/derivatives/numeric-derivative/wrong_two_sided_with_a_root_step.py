def derivative(f, x):
    h = 1e-8 * max(1.0, abs(x))
    return (f(x + h) - f(x - h)) / (2 * h)
