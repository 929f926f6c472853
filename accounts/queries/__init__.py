"""Reading accounts: units and what became of them, people and names. Nothing here writes."""
