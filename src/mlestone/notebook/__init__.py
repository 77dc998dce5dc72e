"""MLestone in Jupyter: `%load_ext mlestone`, then `%%prove SKILL/PROOF` on top of a cell."""
