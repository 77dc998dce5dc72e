# The rest is as in the author's answer.
def inverted(shelves):
    places = {}
    for shelf, articles in shelves.items():
        for article in set(articles):
            places.setdefault(article, []).append(shelf)
    return places
