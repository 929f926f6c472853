"""An app that exists in tests only: one small record with a workflow, to test core.workflow on a real table."""
