# The rest is as in the author's answer.
def misfit(times, measured, orbits):
    if not orbits.requires_grad:
        orbits = orbits.clone().requires_grad_()
    loss = ((velocity(times, orbits) - measured) ** 2).mean()
    orbits.grad = None
    loss.backward()
    return loss.detach(), orbits.grad
