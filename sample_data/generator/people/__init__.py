"""Who is registered where and when, with what hidden kind of need and conditions."""
