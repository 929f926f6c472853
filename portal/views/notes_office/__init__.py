"""Office pages of announcements, support contacts and the rule of two persons."""
