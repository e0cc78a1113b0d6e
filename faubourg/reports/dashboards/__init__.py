"""The dashboard of a contract: progress, indicators, means and the campaign, each with its rows and its picture."""
