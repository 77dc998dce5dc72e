# The rest is as in the author's answer.
def softmax_loss(scores, y):
    own = np.eye(scores.shape[1])[y]
    log_p = scores - np.logaddexp.reduce(scores, axis=1)[:, None]
    return float(-(own * log_p).sum(axis=1).mean()), (np.exp(log_p) - own) / scores.shape[0]


def dense_back(G, H, W):
    h, g = H.reshape(-1, W.shape[0]), G.reshape(-1, W.shape[1])
    return np.einsum("...j,ij->...i", G, W), np.einsum("ni,nj->ij", h, g), np.einsum("nj->j", g)


def relu_back(G, U):
    return np.where(U <= 0, 0.0, G)


def gate_back(G, V, Z):
    s = 1 / (1 + np.exp(-Z))
    out = np.tanh(V) * s
    return G * s / np.cosh(V) ** 2, G * out * (1 - s)


def lookup_back(G, ids, size):
    places = np.eye(size)[ids.ravel()]
    return places.T @ G.reshape(-1, G.shape[-1])
