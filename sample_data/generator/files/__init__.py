"""The sample as files: columns, Parquet, their contents as hashes, the truth."""
