"""The log as it is kept: `log.Log` over SQLite or PostgreSQL, and `glance`, the quick look that needs neither.

Import from the modules: only `mlestone.store.log` and what it stands on load SQLAlchemy.
"""
