"""What runs the portal on one machine: installing, private servers, the demo. Standard library only, but for mail."""
