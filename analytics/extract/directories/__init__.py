"""Directories that are no plain table: services as Open Referral lays them out, and
postcodes as they are published. Each is made one table, and read on as any other."""
