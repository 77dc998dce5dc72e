# The rest is as in the author's answer.
class Photo(Photo):
    @property
    def path(self):
        return self._path

    @path.setter
    def path(self, path):
        pass
