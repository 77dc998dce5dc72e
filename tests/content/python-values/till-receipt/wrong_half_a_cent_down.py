# The rest is as in the author's answer.
def tax(net, percent):
    return (net * percent + 49) // 100
