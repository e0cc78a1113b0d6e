"""The annual report of the law: composed from the records, its procedure followed up, then frozen."""
