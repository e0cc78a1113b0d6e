"""The yearly report of a PLIE, in the contents of the document: counts only, small numbers masked for everybody."""
