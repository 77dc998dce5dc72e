# The rest is as in the author's answer.
class Photo(Photo):
    def __init__(self, path, label):
        super().__init__(path, label or path)
