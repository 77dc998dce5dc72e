# The rest is as in the author's answer.
class Forecast(Forecast):
    def __init__(self, columns, widths):
        super().__init__(columns, widths)
        self.widths = widths


def pack(model):
    file = io.BytesIO()
    torch.save({"columns": len(model.mean), "widths": model.widths, "state": model.state_dict()}, file)
    return file.getvalue()
