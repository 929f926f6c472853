"""What all systems share and none of them owns: workflow, outbox, numbering, calendar, storage, PDF."""
