def derivative(f, x):
    def quotient(h):
        return (f(x + h) - f(x - h)) / (2 * h)

    h = 2.0**-8 * max(1.0, abs(x))
    rough, fine, finest = quotient(h), quotient(h / 2), quotient(h / 4)
    better, best = (4 * fine - rough) / 3, (4 * finest - fine) / 3
    return (16 * best - better) / 15
