"""The living page of the design system, /_design/: every component in each of its states, for the portal's staff."""
