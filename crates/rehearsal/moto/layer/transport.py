"""HTTP/1.1 on 127.0.0.1: one thread a connection, connections that stay, every answer with its length.

moto's own servers close each connection without a word, which Go's connection pool takes for an error.
"""

import io
from http.client import responses

from moto.moto_server.werkzeug_app import MotoRequestHandler
from werkzeug.serving import ThreadedWSGIServer

BODILESS = {204, 304}


def listen(port: int, application) -> ThreadedWSGIServer:
    """Listens when it returns; `port` 0 takes one that is free, which is then the server's `port`."""
    return Server("127.0.0.1", port, application, Connection)


class Server(ThreadedWSGIServer):
    daemon_threads = True
    request_queue_size = 128


class Connection(MotoRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 900  # seconds without a request: longer than any wait of a provider

    def run_wsgi(self) -> None:
        environ = self.make_environ()
        environ["wsgi.input"] = io.BytesIO(whole_body(environ))
        answered = {}

        def start_response(status, headers, exc_info=None):
            answered.update(status=int(status.split()[0]), headers=headers)

        body = b"".join(self.server.app(environ, start_response))
        self.wfile.write(
            self.head(answered["status"], answered["headers"], len(body)) + self.sent(answered["status"], body)
        )

    def head(self, status: int, headers: list[tuple[str, str]], length: int) -> bytes:
        lines = [f"HTTP/1.1 {status} {responses.get(status, 'Unknown')}"]
        named = {name.lower() for name, _ in headers}
        lines += [f"{name}: {value}" for name, value in headers if name.lower() not in ("connection", "content-length")]
        if self.command == "HEAD" and "content-length" in named:
            length = next(value for name, value in headers if name.lower() == "content-length")
        if status not in BODILESS:
            lines.append(f"Content-Length: {length}")
        if self.close_connection:
            lines.append("Connection: close")
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    def sent(self, status: int, body: bytes) -> bytes:
        return b"" if self.command == "HEAD" or status in BODILESS else body

    def log_request(self, code="-", size="-") -> None:
        """A rehearsal makes thousands: what is refused is kept in `refusals`."""


def whole_body(environ) -> bytes:
    """Read before anything is answered, so that the connection stands at the next request."""
    if environ.get("wsgi.input_terminated"):
        body = environ["wsgi.input"].read()
        environ["CONTENT_LENGTH"] = str(len(body))
        return body
    return environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
