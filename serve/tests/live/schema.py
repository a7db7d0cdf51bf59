"""schemathesis, which makes requests of every kind from /openapi.json, and compares the replies with it."""
import json
import os
import pathlib
import subprocess
import sys

from harness import BACKEND, Server, run, test
from users import AUDIENCE, ISSUER, RSA


def schemathesis(stack, token, *paths):
    # Every field that the schema allows is allowed here, so that what is rejected is rejected by the schema.
    server = Server(stack, f"""
[app.private_map_key]
rooms = ["*"]
room_numbers = ["1-4294967294"]
max_validity = "2600w"
[[oidc]]
name = "login"
issuer = "{ISSUER}"
audience = ["{AUDIENCE}"]
jwks_file = "{{folder}}/keys.json"
""", app='user_id_rule = "any"\nmax_validity = "2600w"', files={"keys.json": json.dumps({"keys": [RSA.jwk]})},
                    environment={"USERSIG_LOG_LEVEL": "warn"})
    program = pathlib.Path(sys.executable).with_name("schemathesis")
    included = [argument for path in paths for argument in ("--include-path", path)]
    result = subprocess.run(
        [program, "run", f"http://127.0.0.1:{server.port}/openapi.json", "--header", f"Authorization: Bearer {token}",
         "--checks", "all", "--max-examples", os.environ.get("EXAMPLES", "60"), "--seed", "1", "--no-color", *included],
        capture_output=True, text=True, cwd=server.folder)
    print(result.stdout[result.stdout.find("=== FAILURES") if result.returncode else result.stdout.find("=== SUMMARY"):])
    assert result.returncode == 0, result.stderr[-2000:]
    # Nothing went wrong inside either.
    assert server.log() == "", server.log()[:1000]


@test
def what_users_call_is_as_described(stack):
    schemathesis(stack, RSA.jwt(), "/v1/usersig", "/v1/private-map-key", "/v1/explain/{code}", "/healthz", "/readyz")


@test
def what_servers_call_is_as_described(stack):
    schemathesis(stack, BACKEND, "/v1/verify")


if __name__ == "__main__":
    run()
