# The rest is as in the author's answer.
def tax(net, percent):
    return (net + 50) // 100 * percent
