# The rest is as in the author's answer.
class Album(Album):
    def like(self, photo):
        self._likes[photo.path] = self.likes(photo) + 1

    def likes(self, photo):
        return self._likes.get(photo.path, 0)
