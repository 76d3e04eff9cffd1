"""What is to be served: where, and by how many processes."""

from dataclasses import dataclass

from analytics.store.home import PROJECT

APP = PROJECT / "app.py"
PORT = 8501
HEALTH_FROM_PORT = 99  # usually so far above the first port
MOST = 32  # processes


@dataclass(frozen=True)
class Serving:
    """An address, the port of the first process (the others follow), how many there
    are, and the port of the health page (0: none)."""

    address: str = "localhost"
    port: int = PORT
    processes: int = 1
    health_port: int = PORT + HEALTH_FROM_PORT

    @property
    def ports(self) -> tuple[int, ...]:
        return tuple(range(self.port, self.port + self.processes))
