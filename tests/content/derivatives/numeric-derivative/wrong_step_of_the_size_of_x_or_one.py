def derivative(f, x):
    h = 1e-3 * (abs(x) or 1.0)
    return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)
