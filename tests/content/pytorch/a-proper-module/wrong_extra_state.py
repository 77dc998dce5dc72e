# The rest is as in the author's answer.
class Forecast(Forecast):
    def get_extra_state(self):
        return {"columns": len(self.mean)}

    def set_extra_state(self, state):
        pass
