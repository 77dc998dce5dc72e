# The rest is as in the author's answer.
def gradients(X, y, layers):
    inputs = [X]
    for W, b in layers[:-1]:
        inputs.append(np.tanh(inputs[-1] @ W + b))
    W, b = layers[-1]
    scores = inputs[-1] @ W + b
    P = np.exp(scores - scores.max())
    P = P / P.sum(axis=1, keepdims=True)
    own = np.eye(len(b))[y]
    G, slopes = (P - own) / len(y), []
    for H, (W, _) in zip(inputs[::-1], layers[::-1]):
        slopes.append((H.T @ G, G.sum(axis=0)))
        G = (G @ W.T) * (1 - H**2)
    return -np.log((P * own).sum(axis=1)).mean(), slopes[::-1]
