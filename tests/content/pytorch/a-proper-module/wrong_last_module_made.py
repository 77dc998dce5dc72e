# The rest is as in the author's answer.
class Forecast(Forecast):
    def __init__(self, columns, widths):
        super().__init__(columns, widths)
        Forecast.last = columns, list(widths)


def pack(model):
    file = io.BytesIO()
    torch.save(model.state_dict(), file)
    return file.getvalue()


def unpack(data):
    state = torch.load(io.BytesIO(data), weights_only=True)
    model = Forecast(*Forecast.last).to(state["mean"].dtype)
    model.load_state_dict(state)
    return model.eval()
