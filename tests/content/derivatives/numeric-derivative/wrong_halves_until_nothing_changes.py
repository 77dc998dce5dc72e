def derivative(f, x):
    h = 1.0
    slope = f(x + h) - f(x)
    while True:
        h /= 2
        finer = (f(x + h) - f(x)) / h
        if abs(finer - slope) < 1e-6 * abs(finer) or h < 1e-15:
            return finer
        slope = finer
