# The rest is as in the author's answer.
def softmax_loss(scores, y):
    P = softmax(scores)
    G, loss = np.zeros(P.shape), 0.0
    for row, label in enumerate(y):
        loss -= np.log(P[row, label]) / len(y)
        for column in range(P.shape[1]):
            G[row, column] = (P[row, column] - (1 if column == label else 0)) / len(y)
    return loss, G


def dense_back(G, H, W):
    by_b, by_W = np.zeros(W.shape[1]), np.zeros(W.shape)
    for place in np.ndindex(G.shape[:-1]):
        by_b += G[place]
        by_W += np.outer(H[place], G[place])
    return np.dot(G, W.T), by_W, by_b


def relu_back(G, U):
    G = G.copy()
    G[U < 0] = 0
    return G


def gate_back(G, V, Z):
    h = 1e-6
    return G * (gate(V + h, Z) - gate(V - h, Z)) / (2 * h), G * (gate(V, Z) - gate(V, Z) * sigmoid(Z))


def lookup_back(G, ids, size):
    by_table = np.zeros((size, G.shape[2]))
    for word in range(ids.shape[0]):
        for place in range(ids.shape[1]):
            by_table[ids[word, place]] += G[word, place]
    return by_table


def slopes(p, ids, y):
    E, V, Z, M, U, scores = forward(p, ids)
    loss, G = softmax_loss(scores, y)
    by_relu, by_W4, by_b4 = dense_back(G, np.maximum(U, 0), p["W4"])
    by_M, by_W3, by_b3 = dense_back(relu_back(by_relu, U), M, p["W3"])
    by_V, by_Z = gate_back(mean_back(by_M, E.shape[1]), V, Z)
    by_E, by_W1, by_b1 = dense_back(by_V, E, p["W1"])
    more, by_W2, by_b2 = dense_back(by_Z, E, p["W2"])
    by_E += more
    return loss, {
        "b4": by_b4, "W4": by_W4, "b3": by_b3, "W3": by_W3, "b2": by_b2, "W2": by_W2, "b1": by_b1, "W1": by_W1,
        "table": lookup_back(by_E, ids, p["table"].shape[0]),
    }
