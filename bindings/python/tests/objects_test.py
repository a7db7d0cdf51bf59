"""The objects: threads, closing, memory, texts, and what Python adds."""
import copy
import datetime
import gc
import inspect as inspection
import os
import pickle
import signal
import sys
import threading
import time
import warnings

import usersig
import usersig._usersig as native
from check import APP, KEY, NOW, equal, fails, has_no_key, raises, signer, test, vectors, verifier

KEYS = vectors("golden")["keys"]


def in_threads(work, count=8):
    """Runs the same in many threads, and raises what one of them raises."""
    errors = []

    def run(number):
        try:
            work(number)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def threads_share():
    one, other = signer(), verifier()
    start, valid = threading.Barrier(8), [0] * 8

    def work(number):
        start.wait()
        for round_ in range(2000):
            user = f"user_{number}_{round_}"
            token = one.sign(user, 60, issued_at=NOW)
            valid[number] += other.verify(token, user, now=NOW).userid == user
            assert not other.report(token, "user", now=NOW)

    in_threads(work)
    equal([2000] * 8, valid)


def closing_during_calls():
    token = signer().sign("a", 60, issued_at=NOW)
    users, tokens = ["a"] * 200, [token] * 200
    late = []
    for _ in range(50):
        one, other, key = signer(), verifier(), usersig.SecretKey(KEY)

        def work(number):
            try:
                if number > 4:
                    (one, other, key)[number - 5].close()
                for _ in range(20):
                    # It works without Python's lock, so that a close falls into it.
                    equal(tokens, one.sign_many(users, 60, issued_at=NOW))
                    equal("a", other.verify(token, "a", now=NOW).userid)
                    usersig.Signer(1, key)
            except ValueError as error:
                equal("it is closed; make a new one", str(error))
                late.append(number)

        in_threads(work)
        for thing in (one, other, key):
            thing.close()
    assert len(late) > 100, late


def after_closing():
    key = usersig.SecretKey(KEY)
    one, other = usersig.Signer(APP, key), usersig.Verifier(APP, key)
    key.close()
    token = one.sign("a", 60)
    other.verify(token, "a")
    one.close()
    other.close()
    pem = usersig.PrivateKey(KEYS["p256"]["pkcs8"])
    pem.close()
    for call in (
        lambda: one.sign("a", 60), lambda: one.sign_many(["a"], 60), lambda: other.verify(token, "a"),
        lambda: other.report(token, "a"), lambda: other.diagnose(token, "a"), lambda: usersig.Signer(1, key),
        lambda: usersig.Verifier(1, key), lambda: usersig.Signer(1, pem), pem.public_key, lambda: pem.curve,
    ):
        equal(ValueError, type(raises(ValueError, call)))


def with_blocks():
    with usersig.SecretKey(KEY) as key, usersig.Signer(APP, key) as one, usersig.Verifier(APP, key) as other:
        other.verify(one.sign("a", 60), "a")
    with usersig.PrivateKey(KEYS["p256"]["pkcs8"]) as pem:
        equal("P-256", pem.curve)
    for call in (lambda: usersig.Signer(1, key), lambda: one.sign("a", 60), lambda: other.report("", "a"), pem.public_key):
        raises(ValueError, call)
    # What is raised inside goes on.
    try:
        with usersig.SecretKey(KEY):
            raise KeyError("mine")
    except KeyError:
        return
    raise AssertionError("the block has swallowed an exception")


def megabytes():
    with open("/proc/self/status", encoding="ascii") as status:
        return int(next(line for line in status if line.startswith("VmRSS:")).split()[1]) / 1024


def flat(calls, call):
    """Calls it that often; after a tenth, memory does not grow any more."""
    for _ in range(calls // 10):
        call()
    gc.collect()
    early = megabytes()
    for _ in range(calls - calls // 10):
        call()
    gc.collect()
    late = megabytes()
    assert late - early < 8, f"{early:.1f} MB after a tenth, {late:.1f} MB at the end"


def fail_to_sign(one):
    try:
        one.sign("", 60)
    except usersig.UserSigError:
        return
    raise AssertionError("signed")


def sign_many_lets_others_go_on():
    """While a batch is signed, a thread that only counts goes on, which it could not under Python's lock."""
    users = [f"user_{number}" for number in range(200000)]
    one = signer()
    interval = sys.getswitchinterval()
    # No thread is asked for the lock: what goes on meanwhile does because the lock was released.
    sys.setswitchinterval(1000)
    ticks, done = [0], threading.Event()

    def count():
        while not done.is_set():
            ticks[0] += 1
            time.sleep(0)

    counting = threading.Thread(target=count)
    try:
        counting.start()
        before = ticks[0]
        tokens = one.sign_many(users, 60, issued_at=NOW)
        during = ticks[0] - before
    finally:
        done.set()
        sys.setswitchinterval(interval)
        counting.join()
    equal(len(users), len(tokens))
    assert during > 10, f"{during} ticks"


def forked():
    """A process that is forked while threads sign, as gunicorn and multiprocessing do, signs and verifies."""
    one, other, done = signer(), verifier(), threading.Event()
    users = ["a"] * 500

    def busy(number):
        while not done.is_set():
            one.sign_many(users, 60)

    threads = [threading.Thread(target=busy, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    try:
        with warnings.catch_warnings():
            # Python's own, from 3.12 on: a thread might hold a lock.
            warnings.simplefilter("ignore", DeprecationWarning)
            for _ in range(20):
                child = os.fork()
                if child == 0:
                    # A child that hangs ends, and is seen.
                    signal.alarm(10)
                    token = one.sign("xiaojun", 60)
                    other.verify(token, "xiaojun")
                    one.close()
                    os._exit(42)
                equal(42, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    finally:
        done.set()
        for thread in threads:
            thread.join()


def sub_interpreters():
    """A second interpreter signs, or says that it cannot: since 3.12, one has a lock of its own, which PyO3 does not support."""
    try:
        import _interpreters as interpreters
    except ImportError:
        import _xxsubinterpreters as interpreters
    reader, writer = os.pipe()
    source = f"""
import os, sys
sys.path[:] = {sys.path!r}
try:
    import usersig
    said = usersig.Signer({APP}, usersig.SecretKey({KEY!r})).sign("a", 60)
except ImportError as error:
    said = str(error)
os.write({writer}, said.encode())
"""
    other = interpreters.create()
    interpreters.run_string(other, source)
    interpreters.destroy(other)
    said = os.read(reader, 4096).decode()
    if sys.version_info < (3, 12):
        equal("a", verifier().verify(said, "a").userid)
    else:
        equal("module usersig._usersig does not support loading in subinterpreters", said)


def batches():
    one, other = signer(), verifier()
    users = [f"user_{number}" for number in range(1001)]
    for iterable in (users, tuple(users), iter(users), (user for user in users), dict.fromkeys(users)):
        tokens = one.sign_many(iterable, 60, issued_at=NOW)
        equal([one.sign(user, 60, issued_at=NOW) for user in users], tokens)
    equal([], one.sign_many([], 60))
    other.verify(tokens[1000], "user_1000", now=NOW)
    fails("userid", one.sign_many, ["a", "", "b"], 60)
    fails("userid", one.sign_many, ["小军"], 60)
    equal(1, len(one.sign_many(["小军"], 60, userid_rule="any")))
    fails("validity", one.sign_many, [], 0)
    for wrong in ("abc", [1], None, 7, ["a", b"b"]):
        raises(TypeError, one.sign_many, wrong, 60)
    with usersig.PrivateKey(KEYS["p256"]["pkcs8"]) as key:
        token = usersig.Signer(APP, key).sign_many(["a"], 60, issued_at=NOW)[0]
        usersig.Verifier(APP, key.public_key()).verify(token, "a", now=NOW)


def times():
    utc = datetime.timezone.utc
    one, other = signer(), verifier()
    at = datetime.datetime.fromtimestamp(NOW, utc)
    token = one.sign("a", datetime.timedelta(hours=1, microseconds=5), issued_at=at)
    equal(one.sign("a", 3600, issued_at=NOW), token)
    east = at.astimezone(datetime.timezone(datetime.timedelta(hours=8)))
    equal(token, one.sign("a", 3600, issued_at=east))
    read = usersig.inspect_unverified(token)
    equal((3600, 0, 1), (read.time_left(NOW), read.time_left(NOW + 4000), read.time_left(at + datetime.timedelta(seconds=3599))))
    other.verify(token, "a", now=at)
    other.verify(token, "a", now=NOW + 3601, leeway=datetime.timedelta(seconds=1))
    fails("expired", other.verify, token, "a", now=NOW + 3601)
    fails("expired", other.verify, token, "a")
    fails("validity_too_long", other.verify, token, "a", now=NOW, max_validity=datetime.timedelta(minutes=59))
    # By the system clock.
    before = int(time.time())
    now = usersig.inspect_unverified(one.sign("a", 60)).issued_at
    assert before <= now <= before + 5
    equal((7 * 86400, 180 * 86400), (usersig.CLIENT_VALIDITY, usersig.SERVER_VALIDITY))
    for wrong in (datetime.datetime(2023, 11, 14), "now", 1.5, datetime.date(2023, 11, 14)):
        raises(TypeError, one.sign, "a", 60, issued_at=wrong)
    for wrong in (60.0, "60", at, None):
        raises(TypeError, one.sign, "a", wrong)


def contents():
    one, other = signer(), verifier()
    plain = one.sign("a", 60)
    room = one.sign("a", 60, room="lesson-7", privileges=usersig.Privileges.AUDIENCE)
    userbuf = one.sign("a", 60, userbuf=bytearray(b"abc"))
    long = one.sign("a", 60, userbuf=bytes(range(256)) * 128)
    assert len(long) > 30000
    equal(bytes(range(256)) * 128, other.verify(long, "a").userbuf)
    other.verify(plain, "a", plain=True)
    fails("userbuf_mismatch", other.verify, room, "a", plain=True)
    fails("userbuf_mismatch", other.verify, plain, "a", userbuf=b"")
    equal(b"abc", other.verify(userbuf, "a", userbuf=b"abc").userbuf)
    record = other.verify(room, "a", room="lesson-7", privileges=usersig.Privileges.ENTER_ROOM).private_map_key
    equal((usersig.Privileges.AUDIENCE, "lesson-7", "a", b"a", APP),
          (record.privileges, record.room, record.account, record.account_bytes, record.sdkappid))
    assert isinstance(record.privileges, usersig.Privileges)
    fails("record_mismatch", other.verify, room, "a", room="lesson-7", privileges=255)
    fails("record_mismatch", other.verify, plain, "a", room=7, privileges=1)
    for wrong in ({"room": 7}, {"privileges": 7}, {"room": 7, "privileges": 1, "userbuf": b""}, {"room": b"7", "privileges": 1}):
        raises(TypeError, one.sign, "a", 60, **wrong)
        raises(TypeError, other.verify, plain, "a", **wrong)
    raises(TypeError, other.verify, plain, "a", plain=True, userbuf=b"")
    raises(TypeError, one.sign, "a", 60, userbuf="text")


def texts():
    with usersig.SecretKey(KEY) as key:
        one, other = usersig.Signer(APP, key), usersig.Verifier(APP, key)
        pem = usersig.PrivateKey(KEYS["p256"]["pkcs8"])
        token = one.sign("xiaojun", 60, issued_at=NOW, room=7, privileges=255)
        report = other.report(token, "mallory", now=NOW)
        diagnosis = other.diagnose(token, "mallory", now=NOW, key=KEY)
        read = usersig.inspect_unverified(token)
        things = [key, one, other, pem, pem.public_key(), report, report.findings[0], diagnosis, read, read.private_map_key,
                  *diagnosis.causes, *usersig.explain(70009)]
        for thing in things:
            has_no_key(repr(thing), str(thing))
            assert token not in repr(thing) + str(thing)
            assert repr(thing).startswith(type(thing).__name__ + "("), repr(thing)
            equal("usersig", type(thing).__module__)
        equal("SecretKey(hidden)", repr(key))
        equal("Report(is_valid=False, findings=(userid_mismatch))", repr(report))
        equal("Token(version='2.0', userid='xiaojun', sdkappid_text='1400000000', issued_at=1700000000, expires_at=1700000060)", repr(read))
        for secret in (key, pem, one, other):
            # A key does not go to another process by mistake.
            raises(TypeError, pickle.dumps, secret)
            raises(TypeError, copy.deepcopy, secret)


def frozen():
    report = verifier().report("", "a")
    token = usersig.inspect_unverified(signer().sign("a", 60, issued_at=NOW))
    for thing, name in ((report, "is_valid"), (token, "userid"), (report.findings[0], "kind"), (signer(), "sdkappid")):
        raises(AttributeError, setattr, thing, name, "other")
        raises(AttributeError, setattr, thing, "another", 1)
    equal(token, usersig.inspect_unverified(signer().sign("a", 60, issued_at=NOW)))
    assert token != usersig.inspect_unverified(signer().sign("b", 60, issued_at=NOW))
    equal(False, token == "a")


def exceptions():
    error = fails("expired", verifier().verify, signer().sign("a", 60, issued_at=NOW), "a")
    equal((70001, True), (error.service_code, bool(error.hint)))
    assert isinstance(error, usersig.InvalidTokenError) and isinstance(error, usersig.UserSigError) and isinstance(error, ValueError)
    again = pickle.loads(pickle.dumps(error))
    equal((type(error), str(error), error.kind, error.service_code, error.hint),
          (type(again), str(again), again.kind, again.service_code, again.hint))
    error = fails("userid", signer().sign, "", 60)
    equal((None, ""), (error.service_code, error.hint))
    assert not isinstance(error, usersig.InvalidTokenError)
    # An exception of the class itself, as a test of an application makes one.
    equal(("", None, ""), (usersig.UserSigError("x").kind, usersig.UserSigError("x").service_code, usersig.UserSigError("x").hint))


def facts():
    privileges = usersig.Privileges
    singles = [privilege for privilege in privileges if bin(privilege.value).count("1") == 1]
    equal(8, len(singles))
    equal(255, privileges.ALL.value)
    equal(8, len(native._PRIVILEGES))
    equal(["empty", "malformed"], native._FINDING_KINDS[:2])
    # The names of the core, in the order of the bits: "enter" is ENTER_ROOM, "audio-receive" is RECEIVE_AUDIO.
    for name, privilege in zip(native._PRIVILEGES, singles):
        assert set(name.upper().split("-")) <= set(privilege.name.split("_")), (name, privilege)


def codes():
    entry = usersig.explain("70009")[0]
    equal("签名校验不通过", entry.meaning_zh)
    equal(usersig.explain(70009)[0].numbers, entry.numbers)
    assert entry.advice and entry.layer and entry.subject == "usersig" and entry.layer_zh and entry.advice_zh
    equal("ERR_USER_SIG_EXPIRED", usersig.explain("err_user_sig_expired")[0].names[0])
    equal((), usersig.explain("12345"))
    equal((), usersig.explain("\ud83d"))
    everything = usersig.explanations()
    assert len(everything) > 100 and all(one.meaning and one.meaning_zh for one in everything)
    assert any(one.note for one in everything) and any(one.note_zh for one in everything)


def without_a_key():
    found = usersig.diagnose_unverified("undefined", now=NOW)
    equal((None, ["placeholder"]), (found.report, [cause.name for cause in found.causes]))
    cause = usersig.diagnose_key(KEY[32:])[0]
    equal("key_looks_short", cause.name)
    has_no_key(cause.detail, cause.fix, cause.detail_zh, cause.fix_zh, repr(cause))
    equal((), usersig.diagnose_key(KEY))


def documentation():
    """Everything public is documented, and everything that is exported is listed."""
    for name in usersig.__all__:
        thing = getattr(usersig, name)
        if not callable(thing):
            continue
        assert thing.__doc__, name
        if not inspection.isclass(thing) or issubclass(thing, Exception):
            continue
        for member, value in vars(thing).items():
            assert member.startswith("_") or isinstance(value, int) or value.__doc__, f"{name}.{member}"
    exported = {name for name in vars(native) if not name.startswith("_")}
    equal(set(), exported - set(usersig.__all__))


def key_from_bytes():
    text = bytearray(KEY, "ascii")
    one = usersig.Signer(APP, usersig.SecretKey(text))
    text[:] = bytes(len(text))
    verifier().verify(one.sign("a", 60), "a")
    usersig.Signer(APP, usersig.SecretKey(KEY.encode()))
    usersig.PrivateKey(KEYS["p256"]["sec1"].encode())
    fails("key", usersig.SecretKey, b"\xff" + KEY.encode())
    for wrong in (None, 7, [KEY], memoryview(b"k")):
        raises(TypeError, usersig.SecretKey, wrong)
        raises(TypeError, usersig.Signer, APP, wrong)
        raises(TypeError, usersig.Verifier, APP, wrong)
    raises(TypeError, usersig.Signer, APP, KEY)
    raises(TypeError, usersig.Signer, APP, usersig.PublicKey(KEYS["p256"]["public"]))
    raises(TypeError, usersig.Verifier, APP, usersig.PrivateKey(KEYS["p256"]["pkcs8"]))


def run():
    for call in (threads_share, closing_during_calls, after_closing, with_blocks, sign_many_lets_others_go_on, sub_interpreters, batches, times,
                 contents, texts, frozen, exceptions, facts, codes, without_a_key, documentation, key_from_bytes):
        test(call.__name__, call)
    if sys.platform != "linux":
        return
    test("forked", forked)
    one, other = signer(), verifier()
    token = one.sign("a", 60, issued_at=NOW)
    test("a million tokens in flat memory", flat, 1000000, lambda: one.sign("xiaojun", 60))
    test("200000 signers and keys", flat, 200000, signer)
    test("200000 verified tokens", flat, 200000, lambda: other.verify(token, "a", now=NOW))
    test("100000 failures", flat, 100000, lambda: fail_to_sign(one))
