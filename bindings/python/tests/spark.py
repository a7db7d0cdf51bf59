"""The example for Spark, started as its comment says: every token, where the key is, what a bad UserID does, a worker's memory."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import pyarrow
import pyarrow.parquet
from check import APP, KEY, NOW, equal, finish, has_no_key, signer, test, verifier

EXAMPLE = pathlib.Path(__file__).resolve().parent.parent / "examples" / "spark_batch.py"
ROWS = 1000000
WORKERS = 2


def submit(folder, userids):
    """Runs the example on these UserIDs. Returns its status, what it printed and logged, and a worker's largest memory in KB."""
    folder.mkdir()
    (folder / "events").mkdir()
    (folder / "secret.key").write_text(KEY + "\n")
    # As many parts as workers, so that each has its share.
    part = len(userids) // WORKERS
    (folder / "users").mkdir()
    for i in range(WORKERS):
        share = userids[i * part :] if i == WORKERS - 1 else userids[i * part : (i + 1) * part]
        pyarrow.parquet.write_table(pyarrow.table({"userid": share}), folder / "users" / f"{i}.parquet", compression="none")
    settings = {
        "spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.driver.memory": "1g",
        "spark.eventLog.enabled": "true", "spark.eventLog.dir": f"file://{folder}/events", "spark.eventLog.compress": "false",
        # Snappy, which is the default, takes the library for musl on a machine that has musl beside glibc.
        "spark.local.dir": f"{folder}/local", "spark.sql.parquet.compression.codec": "uncompressed",
    }
    log = folder / "log"
    with open(log, "wb") as output:
        job = subprocess.Popen(
            [pathlib.Path(sys.executable).with_name("spark-submit"), "--master", f"local[{WORKERS}]", "--files", folder / "secret.key",
             *(part for name, value in settings.items() for part in ("--conf", f"{name}={value}")),
             EXAMPLE, folder / "users", folder / "tokens"],
            env=dict(os.environ, PYSPARK_PYTHON=sys.executable, USERSIG_SDKAPPID=str(APP), USERSIG_ISSUED_AT=str(NOW)),
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=folder)
        peak = 0
        while job.poll() is None:
            peak = max(peak, largest_worker(folder))
            time.sleep(0.2)
    events = "".join(file.read_text() for file in (folder / "events").rglob("*") if file.is_file())
    assert "SparkListenerTaskEnd" in events, f"no event log: {log.read_text()}"
    return job.returncode, log.read_text() + events, peak


def largest_worker(folder):
    """The largest peak, in KB, of the workers that run in this folder now."""
    peak = 0
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if b"pyspark.daemon" in (process / "cmdline").read_bytes() and (process / "cwd").resolve() == folder.resolve():
                status = (process / "status").read_text()
                peak = max(peak, int(status.split("VmHWM:")[1].split()[0]))
        except (OSError, IndexError):  # it has ended meanwhile
            continue
    return peak


def million(folder):
    status, said, peak = submit(folder, [f"user_{i}" for i in range(ROWS)])
    assert status == 0, said

    def every_token():
        rows = pyarrow.parquet.read_table(folder / "tokens").to_pylist()
        equal(ROWS, len({row["userid"] for row in rows}))
        equal(ROWS, len({row["usersig"] for row in rows}))
        expected, one = signer(), verifier()
        for row in rows[:: ROWS // 1000]:
            equal(expected.sign(row["userid"], 7 * 86400, issued_at=NOW), row["usersig"])
            one.verify(row["usersig"], row["userid"], now=NOW, plain=True)

    def quiet():
        has_no_key(said)
        assert signer().sign("user_0", 7 * 86400, issued_at=NOW)[:16] not in said, "the beginning of each token is in a log"

    def memory():
        # Half a million tokens are 100 MB: a worker that kept them would be above.
        assert 0 < peak < 250 * 1024, f"{peak} KB"

    test(f"{ROWS} tokens", every_token)
    test("neither the key nor a token is in a plan, a log or an event", quiet)
    print(f"a worker, at most: {peak} KB")
    test(f"a worker's memory: {peak} KB", memory)


def bad_userid(folder):
    status, said, _ = submit(folder, ["alice", "bob", "", "dave"])
    assert status != 0, "the job went on without a UserID"
    assert "UserID" in said, said
    has_no_key(said)
    assert not (folder / "tokens" / "_SUCCESS").exists()


with tempfile.TemporaryDirectory() as name:
    test("a million", million, pathlib.Path(name, "million"))
    test("a bad UserID", bad_userid, pathlib.Path(name, "bad"))
finish()
