"""What is typed about a person and their pathway, by part; every free text carries its warning."""
