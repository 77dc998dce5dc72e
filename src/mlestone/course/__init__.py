"""The content model: a course folder as frozen values, its graph, its lessons, its Markdown."""
