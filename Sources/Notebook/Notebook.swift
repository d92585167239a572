// Notebook: see docs/ARCHITECTURE.md.
