#!/usr/bin/env python3
"""Runs the fuzz targets for long, and counts.

    long.py run BINARIES WORK EXECUTIONS SECONDS [SLICE]   in turns, until so many executions or so many seconds, and one turn of each
    long.py merge BINARIES WORK                                     a small corpus for each target, in WORK/TARGET/minimal
    long.py add WORK                                                what is best of it, into fuzz/corpus
    long.py table WORK                                              what was run, as Markdown

BINARIES has two folders, `edges` and `compares`: scripts/fuzz.sh says what each is. Two targets run at a time, each for a slice of
seconds and with its own corpus in WORK/TARGET/corpus, so a run can be stopped and continued. Each slice is a line of WORK/slices.tsv, from
which the table is made. A crash ends the run with status 1.
"""
import hashlib
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

FUZZ = pathlib.Path(__file__).resolve().parent
TARGETS = ["inspect", "verify", "userbuf", "diagnose", "readers"]
AT_A_TIME = 2
# The exit status of libFuzzer after SIGINT and SIGTERM.
INTERRUPTED = "72"
COLUMNS = ["target", "build", "max_len", "begun", "seconds", "executions", "edges", "features", "corpus", "status"]
# A file of the corpus that is larger than this is left out: mutations of small ones find the same.
LARGEST = 2048
# So many new inputs of a target are committed: those that reach the most.
MOST = 100
# The build and the length of inputs that the slices of a target have by turns: without comparisons and short runs fastest; the others find
# what the fast ones then vary, words and lengths.
KINDS = [("edges", 512), ("compares", 2048), ("edges", 512), ("edges", 8192)]


def rows(work):
    path = work / "slices.tsv"
    if not path.exists():
        return []
    return [dict(zip(COLUMNS, line.split("\t"))) for line in path.read_text().splitlines()]


def last(pattern, text, default="0"):
    found = re.findall(pattern, text, re.M)
    return found[-1] if found else default


def run_slice(binaries, work, target, seconds, build, length):
    """Runs a target once, and returns its row."""
    folder = work / target
    for name in ("corpus", "artifacts"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    begun = time.time()
    with open(folder / "log", "wb") as log:
        # What it finds goes to the first folder; the seeds are only read.
        status = subprocess.call(
            [binaries / build / target, folder / "corpus", FUZZ / "corpus" / target, f"-max_total_time={seconds}", f"-max_len={length}",
             "-timeout=10", "-rss_limit_mb=2048", f"-dict={FUZZ / 'tokens.dict'}", f"-artifact_prefix={folder}/artifacts/",
             "-print_final_stats=1", "-reload=0", "-verbosity=1"],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    text = (folder / "log").read_text(errors="replace")
    progress = re.findall(r"^#\d+\s.* cov: (\d+) ft: (\d+) corp: (\d+)/", text, re.M)
    edges, features, corpus = progress[-1] if progress else ("0", "0", "0")
    # A crash ends without the statistics of the end: its last line of progress has a number that is not too large.
    executions = last(r"^stat::number_of_executed_units: *(\d+)", text, last(r"^#(\d+)\s", text))
    return [target, build, str(length), str(int(begun)), f"{time.time() - begun:.1f}", executions, edges, features, corpus, str(status)]


def run(binaries, work, executions, seconds, slice_seconds=300):
    work.mkdir(parents=True, exist_ok=True)
    deadline, lock, crashed = time.time() + seconds, threading.Lock(), []
    done = {target: 0 for target in TARGETS}
    turns = {target: 0 for target in TARGETS}
    for row in rows(work):
        done[row["target"]] += int(row["executions"])
        turns[row["target"]] += 1
    running = set()

    def worker():
        while True:
            with lock:
                left = int(min(slice_seconds, deadline - time.time()))
                enough = left < 1 or sum(done.values()) >= executions
                # A slow machine may need more seconds: each target has a turn, be it short.
                if crashed or enough and all(turns.values()):
                    return
                # The one that has had the fewest turns.
                target = min((t for t in TARGETS if t not in running), key=lambda t: turns[t])
                running.add(target)
                number = turns[target]
                turns[target] += 1
            row = run_slice(binaries, work, target, max(left, 1), *KINDS[number % len(KINDS)])
            with lock:
                running.discard(target)
                done[target] += int(row[COLUMNS.index("executions")])
                with open(work / "slices.tsv", "a") as log:
                    log.write("\t".join(row) + "\n")
                print("  ".join(row), f"  {sum(done.values()):,} in all", flush=True)
                if row[-1] != "0":
                    crashed.append(target)

    workers = [threading.Thread(target=worker) for _ in range(AT_A_TIME)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    for target in crashed:
        print(f"{target} failed: see {work / target}/log and {work / target}/artifacts", file=sys.stderr)
    return not crashed and all(done.values())


def merge(binaries, work):
    """Keeps of what was found the smallest inputs that reach the same, beside the seeds."""
    for target in TARGETS:
        folder = work / target
        shutil.rmtree(folder / "minimal", ignore_errors=True)
        (folder / "minimal").mkdir(parents=True)
        # The seeds come first, so what they reach needs no further input.
        for seed in (FUZZ / "corpus" / target).iterdir():
            shutil.copy(seed, folder / "minimal" / seed.name)
        before = set(path.name for path in (folder / "minimal").iterdir())
        with open(folder / "merge.log", "wb") as log:
            subprocess.run([binaries / "edges" / target, "-set_cover_merge=1", f"-max_len={LARGEST}", folder / "minimal", folder / "corpus"],
                           stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=True)
        new = [path for path in (folder / "minimal").iterdir() if path.name not in before]
        print(f"{target}: {len(list((folder / 'corpus').iterdir()))} inputs, {len(new)} beside the {len(before)} seeds, "
              f"{sum(path.stat().st_size for path in new)} bytes")


def table(work):
    print("| target | executions | seconds | each second | edges | features | inputs | slices | crashes |")
    print("|---|---|---|---|---|---|---|---|---|")
    total, spent, failures = 0, 0.0, 0
    for target in TARGETS:
        of_target = [row for row in rows(work) if row["target"] == target]
        executions = sum(int(row["executions"]) for row in of_target)
        seconds = sum(float(row["seconds"]) for row in of_target)
        crashes = sum(row["status"] not in ("0", INTERRUPTED) for row in of_target)
        most = {name: max((int(row[name]) for row in of_target), default=0) for name in ("edges", "features", "corpus")}
        print(f"| `{target}` | {executions:,} | {seconds:,.0f} | {executions / max(seconds, 1):,.0f} | {most['edges']:,} | "
              f"{most['features']:,} | {most['corpus']:,} | {len(of_target)} | {crashes} |")
        total, spent, failures = total + executions, spent + seconds, failures + crashes
    print(f"| all | {total:,} | {spent:,.0f} | {total / max(spent, 1):,.0f} | | | | | {failures} |")


def add(work):
    """Copies what merging kept into fuzz/corpus, up to MOST inputs of a target, named after its content as libFuzzer does."""
    for target in TARGETS:
        corpus = FUZZ / "corpus" / target
        seeds = {path.name for path in corpus.iterdir()}
        found = [path for path in (work / target / "minimal").iterdir() if path.name not in seeds and path.stat().st_size <= LARGEST]
        # libFuzzer writes first what reaches the most that nothing before it has reached.
        found = sorted(found, key=lambda path: path.stat().st_mtime_ns)[:MOST]
        for path in found:
            content = path.read_bytes()
            (corpus / f"found-{hashlib.sha1(content).hexdigest()[:16]}").write_bytes(content)
        print(f"{target}: {len(found)} inputs added, {sum(path.stat().st_size for path in found)} bytes")


def main(command, *arguments):
    if command == "run":
        binaries, work, *numbers = arguments
        sys.exit(not run(pathlib.Path(binaries), pathlib.Path(work), *map(int, numbers)))
    elif command == "merge":
        merge(*map(pathlib.Path, arguments))
    elif command == "add":
        add(pathlib.Path(arguments[0]))
    else:
        table(pathlib.Path(arguments[0]))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main(*sys.argv[1:])
