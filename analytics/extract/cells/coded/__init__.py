"""What codes may look like: lists of them, SNOMED CT, those a spreadsheet cut."""
