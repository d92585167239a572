// Statistics: see docs/ARCHITECTURE.md.
