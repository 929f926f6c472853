"""From records to what pages show (trình bày)."""
