# The rest is as in the author's answer.
def misfit(times, measured, orbits):
    before = orbits.requires_grad
    orbits.requires_grad_()
    loss = ((velocity(times, orbits) - measured) ** 2).mean()
    loss.backward()
    slopes, orbits.grad = orbits.grad, None
    orbits.requires_grad_(before)
    return loss.detach(), slopes
