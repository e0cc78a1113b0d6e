"""Forms made from the schema of files, shared by the journeys that change records."""
