// Verbs: see docs/ARCHITECTURE.md.
