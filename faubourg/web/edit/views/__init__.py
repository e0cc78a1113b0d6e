"""What the addresses of the journey answer."""
