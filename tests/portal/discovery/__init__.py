"""What machines find and read: site map, robots, feeds, schema.org data."""
