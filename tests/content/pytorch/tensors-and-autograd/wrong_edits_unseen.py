# The rest is as in the author's answer.
def velocity(times, orbits):
    total = torch.zeros(len(times), dtype=torch.float64)
    for period, start, e, omega, K in orbits:
        E = Kepler.apply(2 * math.pi * (times - start) / period, e.expand(len(times)))
        x, y = torch.cos(E), torch.sin(E)
        distance = 1 - e * x
        x.data -= e
        total = total + K * (torch.cos(omega) * x - torch.sin(omega) * y * torch.sqrt(1 - e**2)) / distance
        total = total + K * e * torch.cos(omega)
    return total
