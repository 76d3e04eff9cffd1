"""The official workbook of the national scorecard, filled by its own labels."""
