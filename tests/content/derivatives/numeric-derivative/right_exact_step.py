def derivative(f, x):
    size = abs(x) if abs(x) > 1 else 1
    right = x + 5e-6 * size
    left = x - 5e-6 * size
    return (f(right) - f(left)) / (right - left)
