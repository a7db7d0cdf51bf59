#!/usr/bin/env python3
"""Searches processes that have used a key, and freed it, for what is left of the key.

    search.py rust PROGRAM      the cases of main.rs, over the Rust API
    search.py c PROGRAM         the cases of cases.c, over the C ABI
    search.py uniffi PROGRAM    the cases of uniffi.c, over what Kotlin and Swift call

A program runs one case, `PROGRAM CASE LENGTH`: it reads the key of LENGTH bytes from its standard input, does what
the case says on a thread of its own, wipes its own copy of the key, prints `done`, and keeps still until it is
killed. Then every writable mapping of it is read here: the heap with its freed blocks, all stacks, static data.

What is searched for is computed here, with nothing of the library, and is never in the searched process. A value is
searched for in pieces of 8 bytes: an allocator overwrites the start of a freed block, and a compiler spills a value
register by register. Pieces that follow each other in memory are counted as one copy.

The controls show that the search can fail: they leave copies on purpose, or keep a key in use, which must be found
in exactly one place. The nonce of a signature has no control: a wrong one would not be found, so it is checked
against the signature by `check_nonce`.
"""
import base64
import hashlib
import hmac
import json
import os
import pathlib
import re
import struct
import subprocess
import sys

GOLDEN = json.loads((pathlib.Path(__file__).resolve().parent.parent / "vectors" / "golden.json").read_text())
KEYS = GOLDEN["keys"]
SECRET = KEYS["secret"]["secret_key"].encode()
PIECE = 8
# What every case signs.
APP, USER, NOW, VALIDITY = 1400000000, "xiaojun", 1700000000, 604800


# --- What a key becomes ---------------------------------------------------------------------------------

def primes():
    return [n for n in range(2, 312) if all(n % d for d in range(2, n))]


def root_bits(n, root):
    """The first 32 bits after the point of a root of n."""
    low, high = 0, n << 32
    while low < high:
        middle = (low + high + 1) // 2
        if middle**root <= n << (32 * root):
            low = middle
        else:
            high = middle - 1
    return low & 0xFFFFFFFF


ROUND = [root_bits(p, 3) for p in primes()]
INITIAL_STATE = [root_bits(p, 2) for p in primes()[:8]]


def compress(state, block):
    """The block function of SHA-256 (FIPS 180-4, section 6.2.2). hashlib does not show its state."""
    def rotate(x, n):
        return (x >> n | x << (32 - n)) & 0xFFFFFFFF

    w = list(struct.unpack(">16I", block))
    for t in range(16, 64):
        s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ w[t - 15] >> 3
        s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ w[t - 2] >> 10
        w.append((w[t - 16] + s0 + w[t - 7] + s1) & 0xFFFFFFFF)
    a, b, c, d, e, f, g, h = state
    for t in range(64):
        t1 = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (e & f ^ ~e & g) + ROUND[t] + w[t]
        t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + (a & b ^ a & c ^ b & c)
        a, b, c, d, e, f, g, h = (t1 + t2) & 0xFFFFFFFF, a, b, c, (d + t1) & 0xFFFFFFFF, e, f, g
    return [(x + y) & 0xFFFFFFFF for x, y in zip(state, (a, b, c, d, e, f, g, h))]


assert struct.pack(">8I", *compress(INITIAL_STATE, b"\x80" + bytes(63))) == hashlib.sha256().digest()


def swapped(data):
    """Big-endian words as a little-endian processor holds them."""
    return b"".join(data[at:at + 4][::-1] for at in range(0, len(data), 4))


def secret_needles(key):
    """The forms of a secret key: its text, its two blocks, the states after them."""
    needles = {"key text": [key]}
    filling = key if len(key) <= 64 else hashlib.sha256(key).digest()
    for name, pad in (("ipad", 0x36), ("opad", 0x5C)):
        block = bytes(byte ^ pad for byte in filling.ljust(64, b"\0"))
        # What the key does not fill is the same in every block.
        secret = block[:len(filling) // PIECE * PIECE]
        needles["key ^ " + name] = [secret, swapped(secret)]
        words = compress(INITIAL_STATE, block)
        name = {"ipad": "inner state", "opad": "outer state"}[name]
        # As words in memory, as bytes of a digest, and in the order of the registers that x86's instructions use.
        needles[name] = [struct.pack("<8I", *words), struct.pack(">8I", *words), struct.pack("<8I", *words[::-1])]
    return needles


def diagnosed_needles(key):
    """The forms of a secret key, and of what diagnosis makes of it: as if a program had used it wrongly."""
    whole = len(key) // 4 * 4
    made = [key + b"\n", key + b"\r\n", key + b" ", b" " + key, b"\t" + key, b'"' + key + b'"', b"'" + key + b"'",
            key.swapcase(), bytes.fromhex(key.decode()), base64.b64decode(key[:whole])]
    needles = secret_needles(key)
    for one in made:
        for name, forms in secret_needles(one).items():
            needles[name] += forms
    return needles


ORDERS = {
    "p256": 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    "secp256k1": 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141,
}


def der_of(pem):
    return base64.b64decode(re.search("-----BEGIN (?:EC )?PRIVATE KEY-----(.*?)-----END", pem, re.S)[1])


def scalar_of(pem):
    """The private scalar, and where it is in the DER: behind version 1 of an ECPrivateKey."""
    der = der_of(pem)
    at = der.index(b"\x02\x01\x01\x04\x20") + 5
    return int.from_bytes(der[at:at + 32], "big"), at


def signed_digest(user=USER, validity=VALIDITY):
    lines = {"appid_at_3rd": 0, "account_type": 0, "identifier": user, "sdk_appid": APP, "time": NOW,
             "expire_after": validity}
    return hashlib.sha256("".join(f"TLS.{name}:{value}\n" for name, value in lines.items()).encode()).digest()


def nonce(n, scalar, digest):
    """RFC 6979, section 3.2: who knows it can compute the private key from the signature."""
    def mac(key, *data):
        return hmac.new(key, b"".join(data), "sha256").digest()

    seed = scalar.to_bytes(32, "big") + (int.from_bytes(digest, "big") % n).to_bytes(32, "big")
    k, v = bytes(32), b"\x01" * 32
    for byte in (b"\0", b"\1"):
        k = mac(k, v, byte, seed)
        v = mac(k, v)
    while True:
        v = mac(k, v)
        if 0 < int.from_bytes(v, "big") < n:
            return int.from_bytes(v, "big")
        k = mac(k, v, b"\0")
        v = mac(k, v)


def check_nonce(curve):
    """Holds `nonce` to the signatures of the golden file: s k = z + r d, where s may be negated."""
    n, d = ORDERS[curve], scalar_of(KEYS[curve]["pkcs8"])[0]
    checked = 0
    for case in GOLDEN["sign"]:
        if case["key"] != curve or case["userbuf"] is not None or case["private_map_key"]:
            continue
        digest = signed_digest(case["userid"], case["expire"])
        if (case["sdkappid"], int(case["issued_at"])) != (APP, NOW):
            continue
        der = base64.b64decode(case["document"]["TLS.sig"])
        r, s = (int.from_bytes(part, "big") for part in (der[4:4 + der[3]], der[6 + der[3]:]))
        z = int.from_bytes(digest, "big")
        assert (z + r * d) % n in (s * nonce(n, d, digest) % n, -s * nonce(n, d, digest) % n), case["id"]
        checked += 1
    assert checked, f"no signature over {curve} in the golden file"


def private_needles(curve, pem):
    """The forms of a private key: base64, scalar, and the nonce of the one signature that the cases make."""
    n, (scalar, at) = ORDERS[curve], scalar_of(pem)
    body = base64.b64encode(der_of(pem))

    def forms(value):
        # Bytes, limbs, and limbs in Montgomery's form, which p256 computes in.
        return [value.to_bytes(32, "big"), value.to_bytes(32, "little"), (value * 2**256 % n).to_bytes(32, "little")]

    # Only what encodes the scalar: the rest is the same in every key, or public.
    text = body[(at * 8 + 5) // 6:(at + 32) * 8 // 6]
    k = nonce(n, scalar, signed_digest())
    return {"PEM text": [text, text[4:]], "private scalar": forms(scalar), "nonce": forms(k) + forms(pow(k, -1, n))}


# --- The search -----------------------------------------------------------------------------------------

def pieces(forms):
    return {form[at:at + PIECE] for form in forms for at in range(0, len(form) - PIECE + 1, PIECE)}


def memory(pid):
    """Every writable mapping, as its name and its bytes."""
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as mem:
        for line in maps:
            span, rights, _, _, _, *name = line.split(maxsplit=5)
            if not rights.startswith("rw"):
                continue
            start, end = (int(part, 16) for part in span.split("-"))
            content = bytearray()
            mem.seek(start)
            while len(content) < end - start and (part := mem.read(end - start - len(content))):
                content += part
            assert len(content) == end - start, line
            yield name[0].strip() if name else "anonymous", bytes(content)


def copies(pid, needles):
    """How many copies of each needle there are, and in which mappings."""
    found = {}
    searched = 0
    for mapping, content in memory(pid):
        searched += len(content)
        for name, forms in needles.items():
            places = set()
            for piece in pieces(forms):
                at = content.find(piece)
                while at >= 0:
                    places.add(at)
                    at = content.find(piece, at + 1)
            count = sum(at - PIECE not in places for at in places)
            if count:
                found.setdefault(name, {})[mapping] = count
    assert searched > 1 << 16, "hardly any memory was read"
    return found


def search(program, case, key, needles):
    """Runs a case and returns what is left in it."""
    child = subprocess.Popen([program, case, str(len(key))], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        child.stdin.write(key)
        child.stdin.flush()
        line = child.stdout.readline().decode().strip()
        if line != "done":
            raise RuntimeError(f"the program printed '{line}' instead of 'done'")
        return copies(child.pid, needles)
    finally:
        child.kill()
        child.wait()


# --- The cases ------------------------------------------------------------------------------------------

def damaged(pem):
    """PEM texts whose scalar is whole, and which are no key."""
    head, end = pem.rstrip().rsplit("\n", 1)
    label = end.removeprefix("-----END ").removesuffix("-----")
    begin = pem[:pem.index(f"-----BEGIN {label}")] + f"-----BEGIN {label}-----\n"
    der = der_of(pem)
    yield "bad base64", f"{head}*\n{end}\n"
    yield "no end", head + "\n"
    yield "short DER", begin + base64.b64encode(der[:-3]).decode() + f"\n{end}\n"
    yield "other public key", begin + base64.b64encode(der[:-1] + bytes([der[-1] ^ 1])).decode() + f"\n{end}\n"


STATES = {"inner state", "outer state"}
BLOCKS = {"key ^ ipad", "key ^ opad"}
# The cases for a secret key, in each program.
SECRET_CASES = {
    "rust": ["key", "signer", "sign", "sign long", "sign many", "clone", "verifier", "verify", "verify malformed",
             "verify wrong", "bad sdkappid", "bad userid", "bad userid under verification"],
    "c": ["signer", "sign", "sign long", "verifier", "verify", "verify malformed", "one-shot sign", "one-shot verify",
          "one-shot verify malformed", "bad sdkappid", "bad userid", "bad userid under verification"],
    "uniffi": ["key", "signer", "sign", "verifier", "verify", "verify malformed", "diagnose", "diagnose key",
               "bad sdkappid", "bad userid"],
}
# What is diagnosed with a key's text; "diagnose quoted" makes a token with the key in quotation marks.
DIAGNOSE_CASES = {"rust": ["diagnose", "diagnose quoted", "diagnose key"],
                  "c": ["diagnose", "diagnose quoted", "diagnose key"]}
PRIVATE_CASES = {
    "rust": ["private key", "private sign", "private clone", "private bad sdkappid", "private bad userid"],
    "c": ["private signer", "private sign", "private bad sdkappid", "private bad userid"],
    "uniffi": ["private key", "private sign", "private bad sdkappid"],
}


def cases(language):
    """Yields a name, the program's case, the key, its needles, and the copies that are expected."""
    secret = secret_needles(SECRET)
    leaks = {"leak on the heap": {"key text"}, "leak on the stack": {"key text"}, "leak of blocks": BLOCKS}
    if language == "rust":
        for case, expected in leaks.items():
            yield "control: " + case, case, SECRET, secret, expected
    yield "control: a signer in use", "alive", SECRET, secret, STATES
    for case in SECRET_CASES[language]:
        yield case, case, SECRET, secret, set()
    for end, name in ((b"\n", "line break"), (b" ", "space")):
        yield f"bad key: {name} at its end", "bad key", SECRET + end, secret, set()
    # The last two are no base64, which shows at their end only.
    for name, text in (("", SECRET), (", upper case", SECRET.upper()), (", 62 digits", SECRET[:62]),
                       (", 66 digits", SECRET + b"5b")):
        needles = diagnosed_needles(text)
        if language == "rust":
            control = "control: leak on the heap, the other case" + name
            yield control, "leak on the heap", text.swapcase(), {"key text": needles["key text"]}, {"key text"}
        for case in DIAGNOSE_CASES.get(language, []):
            yield case + name, case, text, needles, set()
    for name, text in (("an assignment", b"SECRETKEY=" + SECRET), ("an assignment of JSON", b'"' + SECRET + b'":1'),
                       ("quoted", b'"' + SECRET + b'"'), ("base64", base64.b64encode(SECRET) + b"==")):
        if language in DIAGNOSE_CASES:
            yield "diagnose key: " + name, "diagnose key", text, {"key text": [text, text.lower(), SECRET]}, set()
    for curve in ORDERS:
        for form in ("pkcs8", "sec1"):
            pem = KEYS[curve][form]
            needles, name = private_needles(curve, pem), f", {curve}, {form}"
            if language == "rust":
                yield "control: leak on the heap" + name, "leak on the heap", pem.encode(), needles, {"PEM text"}
            yield "control: a signer in use" + name, "private alive", pem.encode(), needles, {"private scalar"}
            for case in PRIVATE_CASES[language]:
                yield case + name, case, pem.encode(), needles, set()
            if language in DIAGNOSE_CASES:
                yield "diagnose key" + name, "diagnose key", pem.strip().encode(), needles, set()
            for damage, text in damaged(pem):
                yield f"bad private key: {damage}{name}", "bad private key", text.encode(), needles, set()


def main():
    language, program = sys.argv[1], os.path.abspath(sys.argv[2])
    passed = failed = 0
    for curve in ORDERS:
        check_nonce(curve)
    for name, case, key, needles, expected in cases(language):
        try:
            found = search(program, case, key, needles)
            # A key in use is in one place; what was leaked on purpose is in any number of places.
            single = all(sum(places.values()) == 1 for places in found.values())
            ok = set(found) == expected and (single or "leak" in case)
        except (RuntimeError, AssertionError, OSError) as error:
            found, ok = str(error), False
        passed, failed = passed + ok, failed + (not ok)
        print(f"{'ok    ' if ok else 'FAILED'}  {language}, {name}{'' if ok else f': {found}'}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
