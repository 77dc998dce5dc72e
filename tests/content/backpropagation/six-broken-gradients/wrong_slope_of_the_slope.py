# The rest is as in the author's answer.
def gate_back(G, V, Z):
    T, S = np.tanh(V), sigmoid(Z)
    s = sigmoid(S)
    return G * S * (1 - T**2), G * T * s * (1 - s)
