# The rest is as in the author's answer.
class Running(Running):
    def __init__(self, numbers=()):
        super().__init__()
        for at in range(len(numbers)):
            self.update(numbers[at])
