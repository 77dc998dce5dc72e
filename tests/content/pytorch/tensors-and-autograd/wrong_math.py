# The rest is as in the author's answer.
def velocity(times, orbits):
    total = torch.zeros(len(times), dtype=torch.float64)
    for period, start, e, omega, K in orbits:
        mean = 2 * math.pi * (times - start) / period
        E = Kepler.apply(mean, e.expand(len(times)))
        x, y = torch.cos(E), torch.sin(E)
        distance = 1 - e * x
        x = x - e
        y = y * math.sqrt(1 - e.item() ** 2)
        total += K * (math.cos(omega.item()) * x - math.sin(omega.item()) * y) / distance
        total += K * e * math.cos(omega.item())
    return total
