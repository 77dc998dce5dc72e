"""Kits: the Python environments that learners' code runs in. One TOML file each; adding a kit is adding a file."""
