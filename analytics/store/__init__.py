"""One immutable dataset a load: its layout, how it is built, opened, listed and
switched."""
