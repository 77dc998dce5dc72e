def derivative(f, x):
    h = 6e-6 * abs(x) if x else 6e-6
    return (f(x + h) - f(x - h)) / (2 * h)
