"""What the Nile brought to Aswan, year by year."""
