"""What leaves the room: tables and pictures of figures, already protected."""
