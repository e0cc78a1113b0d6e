"""The views of the journey: campaigns, what is done with one, requests."""
