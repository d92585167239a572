// Store: see docs/ARCHITECTURE.md.
