"""How the tables came to be what they are, step by step (Alembic). Nothing here is imported unless a step is due."""
