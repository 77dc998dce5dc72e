"""MLestone: the machine learning engineer roadmap, as skills you prove by running code."""

__version__ = "0.1.0"
