"""Settings by environment: base, dev, test, prod. Environment variables are read only here."""
