# The rest is as in the author's answer.
class Reviews:
    """The reviews of a file, to be gone through as often as one likes."""

    def __init__(self, open_lines):
        self.open_lines = open_lines

    def __iter__(self):
        for line in self.open_lines():
            text, _, label = line.rpartition(",")
            yield text.strip(), int(label)
