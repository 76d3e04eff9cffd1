"""Hospital stays, outpatients, community contacts and calls: real layouts, faults."""
