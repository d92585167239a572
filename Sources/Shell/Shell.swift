// Shell: see docs/ARCHITECTURE.md.
