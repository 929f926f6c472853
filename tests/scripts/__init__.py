"""What runs the portal on one machine."""
