#!/usr/bin/env python3
"""Serves the tree that registry.py lays out, as the public registries serve theirs.

    scripts/publish/serve.py REGISTRY [PORT]     prints the address, and serves until it is stopped

    with serve.Server(REGISTRY) as server: server.url

What is not in the tree is 404: no other server is asked. A client that needs dependencies has the public registry as a second source.
"""

import http.server
import json
import pathlib
import sys
import threading
import urllib.parse

# In the metadata of the tree: where this server is.
BASE = "{{BASE}}"
TYPES = {
    ".html": "text/html; charset=utf-8", ".json": "application/json", ".gz": "application/gzip", ".tgz": "application/gzip",
    ".zip": "application/zip", ".whl": "application/zip", ".nupkg": "application/zip", ".xml": "application/xml", ".pom": "application/xml",
    ".info": "application/json", ".mod": "text/plain; charset=utf-8", ".nuspec": "application/xml",
}
# Types that a client names in `Accept`, or insists on, by the folder.
SIMPLE = "application/vnd.pypi.simple.v1+json"
PUB = "application/vnd.pub.v2+json"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self.respond(False)

    def do_GET(self):
        self.respond(True)

    def respond(self, with_body):
        # npm asks for `/npm/@scope%2fname`, Maven for `/`-ended folders: both are paths here.
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        file, kind = self.server.find(path, self.headers.get("Accept", ""))
        self.server.requests.append(f"{self.command} {path} {200 if file else 404}")
        body = b"not in this registry\n" if file is None else file.read_bytes()
        # Only metadata has the address in it: an archive is served byte for byte.
        if file and kind in (TYPES[".json"], TYPES[".html"], SIMPLE, PUB):
            body = body.replace(BASE.encode(), self.server.url.encode())
        self.send_response(200 if file else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, *arguments):
        """Nothing is printed: `requests` has it."""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, registry, port=0):
        self.folder = pathlib.Path(registry).resolve()
        if not (self.folder / "registry.json").is_file():
            raise FileNotFoundError(f"{registry} is no tree of registry.py: it has no registry.json")
        # Every request with its status, for tests.
        self.requests = []
        super().__init__(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"

    def find(self, path, accept):
        """The file for a path and its type; a folder is its index.json or index.html."""
        file = (self.folder / path.lstrip("/")).resolve()
        if not file.is_relative_to(self.folder):
            return None, "text/plain"
        if file.is_dir():
            names = ["index.json", "index.html"]
            if path.startswith("/pypi/simple") and SIMPLE not in accept:
                names.reverse()
            file = next((file / name for name in names if (file / name).is_file()), file)
        if not file.is_file():
            return None, "text/plain"
        kind = TYPES.get(file.suffix, "application/octet-stream")
        if file.suffix == ".json" and path.startswith("/pypi/simple"):
            kind = SIMPLE
        if path.startswith("/pub/api"):
            kind = PUB
        return file, kind

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()
        self.thread.join()


def main(registry, port="0"):
    server = Server(registry, int(port))
    print(json.dumps({"url": server.url}), flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__.strip())
    main(*sys.argv[1:])
