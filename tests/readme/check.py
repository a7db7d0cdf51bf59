"""Checks the READMEs. Every snippet of the root's is compiled or run, and its length is limited. Every README has its tables
and links compared with the tree, and a Chinese one its code and its structure with the English one.

Called by scripts/stages/readme with the folder of the built command line and libraries. The Rust snippet is a
documentation test of the crate (src/lib.rs); the Kotlin and Java ones are compiled by the stage `kotlin`.
"""

import base64
import hashlib
import hmac
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

from snippets import blocks

ROOT = Path(__file__).resolve().parents[2]
BUILT = Path(sys.argv[1]).resolve()
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"
LONGEST = 120
# Pages that go into packages have whole addresses for what is not beside them there (scripts/publish/check.py looks into the packages);
# PyPI and nuget.org show one page alone. Those of Go and of the crates are resolved as in the repository.
PACKAGED = re.compile(r"(?:bindings/(?!go/).*|serve)/README(?:\.zh-CN)?\.md|CHANGELOG\.md|SECURITY(?:\.zh-CN)?\.md")
SHOWN_ALONE = {"bindings/python/README.md", "bindings/dotnet/README.md"}
IN_REPOSITORY = re.compile(r"https://github\.com/usersig/usersig/(?:blob|tree)/main/([^#]+)")
# Pages without code that a reader copies. Any other page has some: a pattern that finds nothing compares nothing.
WITHOUT_CODE = {"clients/README.md", "docs/SERVER-SCALING.md", "docs/SERVER-THREATS.md"}

passed = failed = 0


def check(name, problem):
    """Counts one check; `problem` is None when it passed."""
    global passed, failed
    if problem is None:
        passed += 1
        print(f"ok      {name}")
    else:
        failed += 1
        print(f"FAILED  {name}\n        {problem}")


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, **options)
    return None if done.returncode == 0 else f"exit status {done.returncode}: {done.stdout}{done.stderr}"


def shell(code, folder):
    """Runs a block of shell commands as a reader would: in one shell, with `usersig` on the path."""
    (folder / "key.txt").write_text(KEY)
    return run(["bash", "-euo", "pipefail", "-c", code], cwd=folder,
               env={**os.environ, "PATH": f"{BUILT}:{os.environ['PATH']}"})


def token_without_final_line_feed():
    """Signs as a script does that joins the lines and forgets the last line feed."""
    now = int(time.time())
    text = f"TLS.identifier:xiaojun\nTLS.sdkappid:1400000000\nTLS.time:{now}\nTLS.expire:604800"
    mac = hmac.new(KEY.encode(), text.encode(), hashlib.sha256).digest()
    document = {"TLS.ver": "2.0", "TLS.identifier": "xiaojun", "TLS.sdkappid": 1400000000, "TLS.time": now,
                "TLS.expire": 604800, "TLS.sig": base64.b64encode(mac).decode()}
    encoded = base64.b64encode(zlib.compress(json.dumps(document).encode())).decode()
    return encoded.translate(str.maketrans("+/=", "*-_"))


def session(block, folder):
    """Runs the command of a terminal session and looks for each line that the session shows, in order."""
    command, *shown = block.splitlines()
    (folder / "key.txt").write_text(KEY)
    (folder / "token.txt").write_text(token_without_final_line_feed())
    path = {**os.environ, "PATH": f"{BUILT}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", command.removeprefix("$ ")], cwd=folder, env=path, capture_output=True, text=True)
    printed = iter(done.stdout.splitlines())
    missing = [line for line in shown if line.strip() != "…" and line not in printed]
    return f"not printed: {missing}\n{done.stdout}{done.stderr}" if missing or len(shown) < 4 else None


def compile_program(source, program):
    """Compiles a program against the headers and the static library."""
    compiler = ["gcc", "-std=c99"] if source.suffix == ".c" else ["g++", "-std=c++17"]
    flags = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", f"-I{ROOT / 'include'}"]
    # What `rustc --print native-static-libs` names for the static library on Linux.
    libraries = [str(BUILT / "libusersig.a"), "-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl", "-lc"]
    return run([*compiler, *flags, str(source), "-o", str(program), *libraries])


def compiled(code, folder):
    """Compiles a C program and runs it."""
    (folder / "snippet.c").write_text(code)
    return compile_program(folder / "snippet.c", folder / "snippet") or run([str(folder / "snippet")], cwd=folder)


def printed(command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)
    return done.returncode, done.stdout


def check_examples(folder):
    """What examples/ signs is valid for that user in examples/ and in no other; no example is left out."""
    programs = {}
    for source in sorted((ROOT / "examples").rglob("*.*")):
        name = source.relative_to(ROOT).as_posix()
        program = folder / name.replace("/", "-")
        if source.suffix == ".rs":
            programs[name] = BUILT / "examples" / source.stem
        else:
            problem = compile_program(source, program)
            check(f"{name} compiles", problem)
            if problem:
                continue
            programs[name] = program
    tokens = {name: re.search(r"eJ[\w*-]+", printed([program, "bob"])[1]) for name, program in programs.items() if "sign" in name}
    for name, token in tokens.items():
        check(f"{name} prints a token", None if token else "none")
    token = next(iter(tokens.values()))[0]
    for name, program in programs.items():
        if "verify" in name:
            status, text = printed([program, "bob", token])
            check(f"{name}: valid", None if status == 0 and text == "valid\n" else f"{status}: {text}")
            for user, wrong, expected in (("alice", token, "userid_mismatch"), ("bob", "undefined", "placeholder")):
                status, text = printed([program, user, wrong])
                check(f"{name}: {expected}", None if status == 1 and expected in text else f"{status}: {text}")


ran = {"sh": 0, "c": 0}
with tempfile.TemporaryDirectory() as temporary:
    for number, (language, code) in enumerate(blocks(README), 1):
        folder = Path(temporary) / str(number)
        folder.mkdir()
        name = f"README.md, block {number} ({language})"
        if language == "sh" and "scripts/" in code:
            # The two commands themselves: one is what runs this, the other has its check in the stage `cli`.
            for script in re.findall(r"^(scripts/\S+)", code, re.MULTILINE):
                check(f"{script} can be run", None if os.access(ROOT / script, os.X_OK) else "not an executable file")
        elif language == "sh":
            ran["sh"] += 1
            check(name, shell(code, folder))
        elif language == "c":
            ran["c"] += 1
            check(name, compiled(code, folder))
    check_examples(Path(temporary))
    for name, text in (("README.md", README), ("README.zh-CN.md", CHINESE)):
        sessions = [code for language, code in blocks(text) if language == "text"]
        folder = Path(temporary) / name
        folder.mkdir()
        check(f"{name}: its terminal session", session(sessions[0], folder) if len(sessions) == 1 else f"{len(sessions)} sessions")
for language, count in ran.items():
    check(f"README.md has a snippet in {language}", None if count else "none was found")


def fences(text):
    """(language, code) of every fenced block that a reader copies: without a language too, and inside a list."""
    found = re.findall(r"^( *)```(\w*)\n(.*?)^\1```$", text, re.M | re.S)
    return [(language, code) for _, language, code in found if language != "text"]


def without_fences(text):
    return re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.M | re.S)


def anchors(text):
    """The anchors of the headings, as GitHub makes them (site/slug.mjs); those of equal headings are numbered."""
    slugs = [re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in re.findall(r"^#+ (.*)$", without_fences(text), re.M)]
    earlier = [slugs[:at].count(slug) for at, slug in enumerate(slugs)]
    return {f"{slug}-{count}" if count else slug for slug, count in zip(slugs, earlier)}


def structure(text):
    """What a translation keeps: the levels of the headings and the rows of each table."""
    prose = without_fences(text)
    return re.findall(r"^#+", prose, re.M), [len(table.splitlines()) for table in tables(prose)]


def tables(text):
    return re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)


def names(text):
    """The cells of the tables that are nothing but code or a number, with where they are: a translation has the same settings and limits."""
    rows = [re.split(r"(?<!\\)\|", row)[1:-1] for table in tables(text) for row in table.splitlines()]
    return {(at, column, cell.strip()) for at, row in enumerate(rows) for column, cell in enumerate(row) if re.fullmatch(r" *(?:`[^`]+`|\d[\d ]*) *", cell)}


def linked(path, target):
    """The file that a link of a page leads to."""
    whole = IN_REPOSITORY.fullmatch(target)
    return ROOT / whole[1] if whole else path.parent / target if target else path


def link_problem(path, target, anchor):
    """What is wrong with a link of a page: the file, its heading, or that a package with the page does not have the file."""
    name, file = path.relative_to(ROOT).as_posix(), linked(path, target)
    if not file.exists():
        return "no such file"
    if anchor and not (file.is_file() and anchor in anchors(file.read_text(encoding="utf-8"))):
        return "no such heading"
    folders = list(file.resolve().parents)
    goes_along = name not in SHOWN_ALONE and path.parent in (folders[:1] if path.parent == ROOT else folders)
    if target and not IN_REPOSITORY.fullmatch(target) and PACKAGED.fullmatch(name) and not goes_along:
        return "not a whole address, and the page is in a package without it"
    return None


def translated(name, path, target):
    """Says which page a Chinese page should have linked, if there is one in Chinese."""
    file = linked(path, target)
    if not name.endswith(".zh-CN.md") or file.suffix != ".md" or file.name.endswith(".zh-CN.md"):
        return None
    chinese = file.with_name(file.name.replace(".md", ".zh-CN.md"))
    return f"{chinese.name} is the Chinese page" if chinese.is_file() else None


def check_page(path, text):
    """A page has tables with a head, and no link to a file that is not there."""
    name = path.relative_to(ROOT).as_posix()
    headless = [table.splitlines()[0] for table in tables(text) if not re.match(r".*\n\|(?:-+\|)+\n", table)]
    check(f"{name}: its tables have a head", f"without: {headless}" if headless else None)
    for link in re.findall(r"\]\(([^)]+)\)", text):
        target, _, anchor = link.partition("#")
        if ":" not in target or IN_REPOSITORY.fullmatch(target):
            is_switch = f"[English]({link})" in text
            check(f"{name}: {link} exists", link_problem(path, target, anchor) or (None if is_switch else translated(name, path, target)))


def check_pair(english, chinese):
    """The two pages link each other at the top, and have the same code and the same structure."""
    name = chinese.relative_to(ROOT).as_posix()
    texts = [page.read_text(encoding="utf-8") for page in (english, chinese)]
    for page, text, word, other in ((english, texts[0], "中文", chinese), (chinese, texts[1], "English", english)):
        first = re.search(rf"\A(?:.*\n){{0,3}}\[{word}\]\((.*)\)\n", text)
        target = (IN_REPOSITORY.fullmatch(first[1]) or [None, (page.parent / first[1]).relative_to(ROOT)])[1] if first else None
        check(f"{page.relative_to(ROOT)} links its translation",
              None if target and ROOT / target == other else f"[{word}]({other.name}) is not in its first lines")
        check_page(page, text)
    codes = [fences(text) for text in texts]
    has_code = english.relative_to(ROOT).as_posix() not in WITHOUT_CODE
    check(f"{english.relative_to(ROOT)} has {'snippets' if has_code else 'no snippet'}",
          None if bool(codes[0]) == has_code else f"{len(codes[0])} were found; see WITHOUT_CODE")
    check(f"{name} has the {len(codes[0])} snippets of the English page",
          None if codes[0] == codes[1] else f"they differ: {[b for b in codes[1] if b not in codes[0]]}")
    structures = [structure(text) for text in texts]
    check(f"{name} has the headings and tables of the English page",
          None if structures[0] == structures[1] else f"{structures[0]} and {structures[1]}")
    cells = [names(text) for text in texts]
    check(f"{name} has the {len(cells[0])} names and numbers in the tables of the English page",
          None if cells[0] == cells[1] else f"row, column, cell: {sorted(cells[0] ^ cells[1])}")


tracked = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"], cwd=ROOT, capture_output=True, text=True,
                         check=True).stdout.splitlines()
pages = [name for name in sorted(set(tracked)) if (ROOT / name).exists()]
# What users follow is in both languages; what is for people who change the code need not be.
in_both = [name for name in pages if re.fullmatch(r"(?:README|SECURITY)\.md|(?:(?:bindings|demos)/.*|clients|serve|web)/README\.md|docs/(?:SERVER.*|FORMAT)\.md", name)
           and not name.endswith(".zh-CN.md")]
check("there are pages in both languages", None if len(in_both) >= 30 else f"{len(in_both)} were found")
untranslated = [name for name in in_both if name.replace(".md", ".zh-CN.md") not in pages]
check("what users follow has a Chinese page", f"none for {untranslated}" if untranslated else None)
for name in pages:
    if name.endswith(".zh-CN.md"):
        check_pair(ROOT / name.replace(".zh-CN.md", ".md"), ROOT / name)
check_page(ROOT / "CHANGELOG.md", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
bindings = [name for name in in_both if re.fullmatch(r"bindings/[^/]*/README\.md", name)]
check("there are READMEs of bindings", None if len(bindings) >= 4 else f"{len(bindings)} were found")
for name in bindings:
    link = f"({name.replace('.md', '.zh-CN.md')})"
    check(f"README.zh-CN.md links {link}", None if link in CHINESE else "no link")
check("cli/README.md has the commands of README.md, which were run above",
      None if set(fences((ROOT / "cli/README.md").read_text(encoding="utf-8"))) <= set(fences(README)) else "other ones")
for name, text in (("README.md", README), ("README.zh-CN.md", CHINESE)):
    length = len(text.splitlines())
    check(f"{name} has at most {LONGEST} lines", None if length <= LONGEST else f"it has {length}")

listing = subprocess.run([BUILT / "usersig", "explain"], capture_output=True, text=True, check=True).stdout
codes = set(re.findall(r"\b700\d\d\b", listing))
for name, text in (("README.md", README), ("README.zh-CN.md", CHINESE)):
    table = set(re.findall(r"^\| (700\d\d) ", text, re.MULTILINE))
    # The table has the codes that findings have; tests/facts.rs compares it row by row.
    check(f"{name}: `usersig explain` knows the codes of its table",
          None if table and table <= codes else f"only here: {table - codes}")

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
