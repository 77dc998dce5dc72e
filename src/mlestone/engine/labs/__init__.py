"""Labs run for real: machines walled in for learners' processes, and what a lab's checks drive them with."""
