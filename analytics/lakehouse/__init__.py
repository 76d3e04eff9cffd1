"""A dataset from canonical tables that lie in a lakehouse: built by DuckDB or by Spark
where the rows are, by the same Ibis expressions."""
