"""Views of the journey: desk, prescriptions, files, sessions."""
