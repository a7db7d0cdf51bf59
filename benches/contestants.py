"""The contestants of scripts/bench: long-lived programs that read `OPERATION COUNT [TOKEN]` and print a time."""
import os
import pathlib
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
HERE = ROOT / "benches/contestants"
BUILT = ROOT / "target/bench"
REFERENCES = ROOT / "target/references"

# glibc returns the compressor's 268 KB to the system after every token, and allocates them again for the next.
TUNED_MALLOC = {
    "MALLOC_TRIM_THRESHOLD_": str(1 << 30), "MALLOC_TOP_PAD_": str(64 << 20), "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
}


class Contestant:
    """A program. `official` is what the targets compare with; one with `client`, a class of the Web demos or the code for C++,
    C# or PHP, is compared with its counterpart alone; `warm_up` is seconds per operation before it counts."""

    # Whether its tokens can be checked.
    hands_over_tokens = True

    def __init__(self, name, command, environment=None, *, ours=False, official=False, client=False, warm_up=0.2, counts_malloc=False,
                 needs=None, absent=""):
        self.name, self.command, self.environment = name, [str(word) for word in command], environment or {}
        self.ours, self.official, self.client = ours, official, client
        self.warm_up, self.counts_malloc = warm_up, counts_malloc
        # The reason why it cannot run, which the table shows.
        self.absent = absent if needs is not None and not list(needs.parent.glob(needs.name)) else ""
        self.process = None

    def start(self, fields, **environment):
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
            env={**os.environ, **fields, **self.environment, **environment})

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().rstrip("\n")
        if not answer:
            raise SystemExit(f"{self.name} ended at {line!r} with exit status {self.process.wait()}")
        return answer

    def run(self, operation, count, token="-"):
        """(nanoseconds, bytes allocated per operation or None, the last token or None); None if it has no such
        operation."""
        answer = self.ask(f"{operation} {count} {token}")
        if answer == "-":
            return None
        nanoseconds, allocated, last = answer.split(" ")
        return int(nanoseconds), None if allocated == "-" else int(allocated), None if last == "-" else last

    def token(self, userid):
        return self.ask(f"token {userid}")

    def stop(self):
        self.process.stdin.close()
        self.process.wait()

    def malloc(self, fields, operation, token):
        """(bytes, calls) of malloc for one operation: the difference of two numbers of them in fresh processes."""
        sums = []
        with tempfile.TemporaryDirectory() as folder:
            for count in (100, 1100):
                # PYTHONMALLOC: CPython's pool for small objects would hide what is in it.
                self.start(fields, LD_PRELOAD=str(BUILT / "malloc-count.so"), PYTHONMALLOC="malloc",
                           BENCH_MALLOC_COUNT=f"{folder}/count")
                self.run(operation, count, token)
                self.stop()
                sums.append([int(n) for n in pathlib.Path(folder, "count").read_text().split()])
        return tuple((more - less) / 1000 for less, more in zip(*sums))


class Batch(Contestant):
    """The command's `batch`: a process for many users, its start included, its output thrown away."""

    USERS = 200_000
    hands_over_tokens = False

    def start(self, fields, **environment):
        self.folder = tempfile.TemporaryDirectory()
        self.users = pathlib.Path(self.folder.name, "users")
        self.users.write_text("".join(f"user_{n:08}\n" for n in range(self.USERS)))
        self.argv = [*self.command, "batch", "--sdkappid", fields["BENCH_SDKAPPID"], "--expire", fields["BENCH_EXPIRE"],
                     str(self.users)]
        self.env = {**os.environ, "USERSIG_SECRET_KEY": fields["BENCH_KEY"]}

    def run(self, operation, count, token="-"):
        if operation != "sign":
            return None
        start = time.perf_counter_ns()
        subprocess.run(self.argv, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return (time.perf_counter_ns() - start) * count // self.USERS, None, None

    def stop(self):
        self.folder.cleanup()


def contestants():
    rust = BUILT / "compare"
    jvm = BUILT / "jvm"
    libraries = {"LD_LIBRARY_PATH": str(BUILT / "full")}
    python = {"PYTHONPATH": str(REFERENCES / "python")}
    java = ["java", "-cp"]
    package = {"NODE_PATH": str(BUILT / "node_modules")}
    dotnet = [ROOT / "target/cache/tools/dotnet-8.0.4/python/dnv/net/runtime/.net/dotnet", "exec"]
    # Without ICU, which this runtime would look for.
    invariant = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    class_name = "lib-generate-test-usersig-es.min"
    return [
        Contestant("usersig Rust", [rust, "usersig"], ours=True, counts_malloc=True),
        Contestant("usersig C", [BUILT / "capi"], libraries, ours=True, counts_malloc=True),
        Contestant("usersig C++", [BUILT / "cpp"], libraries, ours=True, counts_malloc=True),
        Contestant("usersig Kotlin/JNI", [*java, f"{BUILT}/java:{jvm}/*", "Jvm"], ours=True, warm_up=2,
                   needs=jvm / "usersig-jvm-*.jar", absent="not built: this tree has no bindings/kotlin/jvm"),
        Contestant("usersig Node", ["node", HERE / "usersig.js", "usersig"], package, ours=True, warm_up=1),
        Contestant("usersig plain JavaScript", ["node", HERE / "usersig.js", "usersig/plain"], package, ours=True, warm_up=1),
        Contestant("usersig Web class", ["node", HERE / "web-class.js", f"{BUILT}/node_modules/usersig/dist/compat/{class_name}.mjs"],
                   ours=True, client=True, warm_up=1),
        Contestant("usersig Go", [BUILT / "usersig-go"], ours=True),
        Contestant("usersig Go drop-in", [BUILT / "usersig-go-drop-in"], ours=True),
        Contestant("usersig Python", ["python3", HERE / "wheel.py"], {"PYTHONPATH": str(BUILT / "python")}, ours=True, counts_malloc=True),
        # The program of the official package, whose modules are in the wheel.
        Contestant("usersig TLSSigAPIv2.py", ["python3", HERE / "official.py"], {"PYTHONPATH": str(BUILT / "python")}, ours=True),
        Contestant("usersig .NET", [*dotnet, BUILT / "dotnet/usersig.dll"], invariant, ours=True, warm_up=2),
        Contestant("usersig Dart (32-bit, JIT)", [ROOT / "target/cache/tools/dart-3.7.3/dart", f"--packages={BUILT}/dart/packages.json", HERE / "usersig.dart"],
                   {"LD_LIBRARY_PATH": str(BUILT / "dart")}, ours=True, warm_up=2),
        # In the Debian with Swift, where the project is /src.
        Contestant("usersig Swift", [ROOT / "scripts/swift-env", "env", "LD_LIBRARY_PATH=/src/target/bench/swift",
                                     "target/bench/swift/build/release/contestant"], ours=True),
        Contestant("usersig PHP", ["php", HERE / "usersig.php"], ours=True),
        Contestant("usersig PHP extension", ["php", "-d", f"extension={BUILT}/php/usersig.so", HERE / "usersig.php"], ours=True),
        Batch("usersig batch", [BUILT / "usersig"], ours=True),
        Contestant("Go module", [BUILT / "official-go"], official=True),
        Contestant("npm", ["node", HERE / "official.js"], {"NODE_PATH": str(REFERENCES / "node/node_modules")},
                   official=True, warm_up=1),
        Contestant("PyPI", ["python3", HERE / "official.py"], python, official=True, counts_malloc=True),
        Contestant("PyPI (malloc tuned)", ["python3", HERE / "official.py"], {**python, **TUNED_MALLOC}, official=True),
        Contestant("Maven", [*java, f"{BUILT}/java:{REFERENCES}/java/*", "Official"], official=True, warm_up=2),
        Contestant("Web class", ["node", HERE / "web-class.js", REFERENCES / f"web/{class_name}.js"], official=True,
                   client=True, warm_up=1),
        Contestant("C++ library", [BUILT / "official-cpp"], official=True, client=True, counts_malloc=True,
                   needs=BUILT / "official-cpp", absent="not built: its source could not be fetched"),
        Contestant("C++ library (malloc tuned)", [BUILT / "official-cpp"], TUNED_MALLOC, official=True, client=True,
                   needs=BUILT / "official-cpp", absent="not built: its source could not be fetched"),
        Contestant("C# class", [*dotnet, BUILT / "dotnet/official.dll"], invariant, official=True, client=True, warm_up=2,
                   needs=BUILT / "dotnet/official.dll", absent="not built: its source could not be fetched"),
        Contestant("PHP class", ["php", HERE / "official.php", REFERENCES / "php/TLSSigAPIv2.php"], official=True, client=True,
                   needs=REFERENCES / "php/TLSSigAPIv2.php", absent="not there: its source could not be fetched"),
        Contestant("crate tls_sig_api", [rust, "tls_sig_api"], counts_malloc=True),
        Contestant("Rust (common crates)", [rust, "common-crates"], counts_malloc=True),
    ]
