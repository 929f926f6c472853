"""Pages of core: health, the outbox, the table of days off."""
