"""What a local service is: its table, the needs it meets, who may refer, when it is
open."""
