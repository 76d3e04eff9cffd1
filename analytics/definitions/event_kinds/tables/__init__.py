"""The canonical tables of the kinds of event, field by field, one file each."""
