"""Kits that do not come with MLestone: how each is made, where it is kept, and the making itself."""
