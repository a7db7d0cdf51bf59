"""What the checks use: the programs around the packages, the `usersig` command, and a reader of tokens."""
import base64
import dataclasses
import functools
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
USERSIG, INSTALLED = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
VECTORS = json.loads((HERE.parent / "vectors/reference-tokens.json").read_text("utf-8"))

KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"
OTHER_KEY = KEY[::-1]
# curve -> PEM texts of one key pair: pkcs8, sec1 (with EC PARAMETERS), sec1only, pub
CURVES = VECTORS["keys"]
# Public keys of the same curves that belong to another private key.
OTHER_PUBLIC = {
    curve: next(v["public_key"] for v in VECTORS["vectors"] if v["source"] == source)
    for curve, source in (("prime256v1", "tls-sig-api-golang test"), ("secp256k1", "tls-sig-api test, no appid_at_3rd"))
}

results = []


def check(name, got, want):
    results.append(got == want)
    print(f"ok      {name}" if results[-1] else f"FAILED  {name}\n        got  {got!r}\n        want {want!r}", flush=True)


class Reference:
    """One language's program: a line of JSON in, a line of JSON out."""

    def __init__(self, *command, **env):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env={**os.environ, **env})

    def __call__(self, call, **request):
        self.process.stdin.write(json.dumps({"call": call, **request}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


go = Reference(f"{INSTALLED}/go/reference")
node = Reference("node", f"{HERE}/node/reference.js", NODE_PATH=f"{INSTALLED}/node/node_modules")
python = Reference(sys.executable, f"{HERE}/python/reference.py", PYTHONPATH=f"{INSTALLED}/python")
java = Reference("java", "-cp", f"{INSTALLED}/java/*", f"{HERE}/java/Reference.java")


@dataclasses.dataclass
class Case:
    """What to sign. `room` is (number or name, privilege bits); at most one of userbuf and room is there."""
    sdkappid: int
    userid: str
    expire: int
    userbuf: bytes = None
    room: tuple = None

    @property
    def call(self):
        if self.room:
            return "room" if isinstance(self.room[0], int) else "room_str"
        return "plain" if self.userbuf is None else "userbuf"

    def __str__(self):
        detail = self.room if self.room else self.userbuf and f"{len(self.userbuf)} bytes"
        return f"{self.call} {json.dumps(self.userid, ensure_ascii=False)}" + (f" {detail}" if detail else "")

    def request(self):
        """Returns the request for the programs around the packages."""
        request = {"sdkappid": self.sdkappid, "userid": self.userid, "expire": self.expire}
        if self.userbuf is not None:
            request["userbuf"] = base64.b64encode(self.userbuf).decode()
        if self.room:
            request.update({self.call: self.room[0], "privileges": self.room[1]})
        return request

    def options(self):
        """Returns the arguments for `usersig sign`."""
        options = ["--sdkappid", self.sdkappid, "--userid", self.userid, "--userid-rule", "any", "--expire", self.expire]
        if self.userbuf is not None:
            options += ["--userbuf-base64", base64.b64encode(self.userbuf).decode()]
        if self.room:
            options += ["--" + self.call.replace("_", "-"), self.room[0], "--privileges", self.room[1]]
        return options


def usersig(*args, stdin="", **env):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("USERSIG_")}
    return subprocess.run([USERSIG, *map(str, args)], input=stdin, capture_output=True, encoding="utf-8", env={**clean, **env})


pem_folder = tempfile.TemporaryDirectory()


@functools.cache
def pem_file(text):
    path = pathlib.Path(pem_folder.name, f"{pem_file.cache_info().currsize}.pem")
    path.write_text(text)
    return str(path)


def key_arguments(key):
    """A secret key goes into the environment, a PEM text into a file: no key is ever in argv."""
    if not key.startswith("-----"):
        return [], {"USERSIG_SECRET_KEY": key}
    return ["--public-key-file" if "PUBLIC" in key else "--private-key-file", pem_file(key)], {}


def sign(key, case, at):
    options, env = key_arguments(key)
    done = usersig("sign", *case.options(), "--at", at, *options, **env)
    return done.stdout.strip() or done.stderr


def verify(token, key, sdkappid, userid, at):
    """What `usersig verify` says, as its JSON; the exit status must say the same."""
    options, env = key_arguments(key)
    done = usersig("verify", "--format", "json", "--sdkappid", sdkappid, "--userid", userid, "--at", at, *options, "-",
                   stdin=token, **env)
    if done.returncode not in (0, 1):
        return {"finding": f"exit status {done.returncode}: {done.stderr}"}
    answer = json.loads(done.stdout)
    assert (done.returncode == 0) == answer["valid"] == (answer["finding"] == "valid"), answer
    return answer


def finding(*args):
    return verify(*args)["finding"]


def decode(token):
    """The token's fields, as PyPI's tls-sig-api-v2 decodes them."""
    return python("decode", token=token).get("fields", {})


def encode(document):
    """A token around any text: for documents that no writer would make."""
    text = base64.b64encode(zlib.compress(document.encode())).decode()
    return text.translate(str.maketrans("+/=", "*-_"))


def record(userbuf):
    """The PrivateMapKey record in a userbuf, read independently of usersig."""
    data = base64.b64decode(userbuf)
    version, length = struct.unpack_from(">BH", data)
    account, at = data[3:3 + length], 3 + length
    sdkappid, room, expires_at, privileges, account_type = struct.unpack_from(">5I", data, at)
    tail = data[at + 20:]
    if version == 1:
        assert room == 0 and struct.unpack_from(">H", tail)[0] == len(tail) - 2, data
        room = tail[2:].decode("ascii")
    else:
        assert tail == b"", data
    assert version in (0, 1) and account_type == 0, data
    return {"account": account, "sdkappid": sdkappid, "room": room, "privileges": privileges, "expires_at": expires_at}


def low_bytes(text):
    """What the Node and Java writers make of an account: the low byte of each UTF-16 unit."""
    return text.encode("utf-16-le")[::2]
