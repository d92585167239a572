// Charts: see docs/ARCHITECTURE.md.
