"""Registry of notaries and notary organisations (công chứng)."""
