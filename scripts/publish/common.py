"""What the modules of this folder share: where the project is, how a command runs, how a failure ends."""

import hashlib
import pathlib
import subprocess
import tarfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
GROUP = "io/github/usersig"
MODULE = "github.com/usersig/usersig/bindings/go"
# The published sample key: the service accepts none of its tokens.
KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"


class Failure(Exception):
    """Something is missing or wrong: the text says what."""


def only(folder, pattern):
    """The one file in a folder with such a name."""
    found = sorted(pathlib.Path(folder).glob(pattern))
    if len(found) != 1:
        raise Failure(f"{len(found)} files {folder}/{pattern}, expected one: {' '.join(file.name for file in found)}")
    return found[0]


def digest(data, algorithm="sha256"):
    data = data if isinstance(data, bytes) else pathlib.Path(data).read_bytes()
    return hashlib.new(algorithm, data).hexdigest()


def run(command, folder=None, environment=None, expect=0):
    """Run a command and return what it prints to standard output; both outputs are in the error when its status is another."""
    done = subprocess.run([str(word) for word in command], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != expect:
        raise Failure(f"status {done.returncode}, expected {expect}: {' '.join(map(str, command))}\n{done.stdout}{done.stderr}".rstrip())
    return done.stdout


def bash(script, folder=ROOT, environment=None):
    """Run a script with the helpers of scripts/lib.sh, which also install what is missing."""
    # lib.sh finds the project from the place of its own file.
    return run(["bash", "-c", f'. "{ROOT}/scripts/lib.sh"\ncd "{folder}"\n{script}'], folder, environment)


def members(archive):
    """The files of a .tar.gz or a .zip: a dictionary from name to bytes."""
    archive = pathlib.Path(archive)
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as content:
            return {entry.filename: content.read(entry) for entry in content.infolist() if not entry.is_dir()}
    with tarfile.open(archive) as content:
        return {entry.name.removeprefix("./"): content.extractfile(entry).read() for entry in content if entry.isfile()}
