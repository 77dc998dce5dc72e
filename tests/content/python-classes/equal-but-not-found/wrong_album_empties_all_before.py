# The rest is as in the author's answer.
class Album(Album):
    def __init__(self, title):
        self.title = title
        Album._likes = {}
