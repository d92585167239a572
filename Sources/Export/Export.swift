// Export: see docs/ARCHITECTURE.md.
