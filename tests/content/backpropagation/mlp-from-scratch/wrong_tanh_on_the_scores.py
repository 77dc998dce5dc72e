# The rest is as in the author's answer.
def gradients(X, y, layers):
    inputs = [X]
    for W, b in layers:
        inputs.append(np.tanh(inputs[-1] @ W + b))
    P = np.exp(inputs[-1])
    P = P / P.sum(axis=1, keepdims=True)
    own = np.eye(len(b))[y]
    G, slopes = (P - own) / len(y), []
    for at in range(len(layers) - 1, -1, -1):
        G = G * (1 - inputs[at + 1] ** 2)
        slopes.append((inputs[at].T @ G, G.sum(axis=0)))
        G = G @ layers[at][0].T
    return -(own * np.log(P)).sum() / len(y), slopes[::-1]
