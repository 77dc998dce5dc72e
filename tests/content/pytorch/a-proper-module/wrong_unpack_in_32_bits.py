# The rest is as in the author's answer.
def unpack(data):
    packed = torch.load(io.BytesIO(data), weights_only=True)
    model = Forecast(packed["columns"], packed["widths"])
    model.load_state_dict(packed["state"])
    return model.eval()
