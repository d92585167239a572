// Commands: see docs/ARCHITECTURE.md.
