# The rest is as in the author's answer.
def inverted(shelves):
    places = {}
    for shelf in sorted(shelves):
        before = None
        for article in shelves[shelf]:
            if article != before:
                places.setdefault(article, []).append(shelf)
            before = article
    return places
