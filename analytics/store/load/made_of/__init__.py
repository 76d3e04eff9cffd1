"""What a dataset's tables are made of, as Ibis expressions: the same for files and for
a lakehouse, on DuckDB and on Spark."""
