// Engine: see docs/ARCHITECTURE.md.
