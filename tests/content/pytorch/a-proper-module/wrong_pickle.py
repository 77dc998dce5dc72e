# The rest is as in the author's answer.
def pack(model):
    import pickle

    return pickle.dumps((len(model.mean), [layer.out_features for layer in model.layers[:-1]], model.state_dict()))


def unpack(data):
    import pickle

    columns, widths, state = pickle.loads(data)
    model = Forecast(columns, widths)
    model.load_state_dict(state)
    return model.eval()
