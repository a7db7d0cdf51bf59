#!/usr/bin/env python3
"""Checks of .github that actionlint and zizmor do not make.

    scripts/check-workflows.py              check
    scripts/check-workflows.py --self-test  show that each check finds what it is for

* An action is pinned by the 40 hex digits of a commit, with its version in a comment, and the same action has one pin everywhere.
* A workflow starts without permissions (`permissions: {}`), and each of its jobs has a limit of time and its own permissions.
* A script that a workflow calls exists.
* dependabot.yml names the folder of each manifest and lock file, no folder that is not there, and no exception that is not needed.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# What Dependabot reads, by the name of a file; None for what it does not know.
KINDS = [
    (r"Cargo\.lock", "cargo"),
    (r"package(-lock)?\.json|yarn\.lock|pnpm-lock\.yaml", "npm"),
    (r"pyproject\.toml|.*requirements.*\.txt|poetry\.lock|uv\.lock", "pip"),
    (r"pom\.xml", "maven"),
    (r"settings\.gradle(\.kts)?|gradle\.lockfile", "gradle"),
    (r"go\.(mod|sum)", "gomod"),
    (r"composer\.(json|lock)", "composer"),
    (r".*\.csproj|packages\.lock\.json", "nuget"),
    (r"pubspec\.(yaml|lock)", "pub"),
    (r"Package\.(swift|resolved)", "swift"),
    (r"Dockerfile|Containerfile", "docker"),
    (r"oh-package(-lock)?\.json5|vcpkg\.json|conanfile\.(py|txt)|Gemfile(\.lock)?|mix\.lock|flake\.lock", None),
]


def pins(name, text):
    """Actions that are not pinned, and (action, commit, version) of those that are."""
    wrong, found = [], []
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r"\s*(?:-\s+)?uses:\s*(\S+)\s*(.*)$", line)
        if not match or match[1].startswith("./"):
            continue
        action, _, commit = match[1].partition("@")
        version = re.fullmatch(r"# (v\d+\.\d+\.\d+)", match[2])
        if not re.fullmatch(r"[0-9a-f]{40}", commit) or not version:
            wrong.append(f"{name}:{number}: not `uses: owner/action@40-hex-digits # vX.Y.Z`: {line.strip()}")
        else:
            found.append(("/".join(action.split("/")[:2]), commit, version[1], f"{name}:{number}"))
    return wrong, found


def one_pin_each(found):
    """Actions with two commits, or commits with two versions."""
    seen, wrong = {}, []
    for action, commit, version, where in found:
        if seen.setdefault(action, (commit, version)) != (commit, version):
            wrong.append(f"{where}: {action} has another pin elsewhere: {' '.join(seen[action])}")
    return wrong


def jobs_of(text):
    """Name → lines of each job."""
    jobs, name = {}, None
    for line in text.partition("\njobs:\n")[2].splitlines():
        match = re.match(r"  ([\w-]+):\s*$", line)
        if match:
            name = match[1]
            jobs[name] = []
        elif name:
            jobs[name].append(line)
    return jobs


def limits(name, text):
    wrong = []
    if not re.search(r"^permissions: \{\}", text, re.MULTILINE):
        wrong.append(f"{name}: no `permissions: {{}}` at its top")
    jobs = jobs_of(text)
    if not jobs:
        wrong.append(f"{name}: no job found")
    for job, lines in jobs.items():
        # Another workflow's jobs have limits of their own.
        calls = any(line.startswith("    uses:") for line in lines)
        for key in ("permissions",) if calls else ("permissions", "timeout-minutes"):
            if not any(line.startswith(f"    {key}:") for line in lines):
                wrong.append(f"{name}: the job {job} has no `{key}`")
    return wrong


def missing_scripts(name, text, tracked):
    """Paths of the repository's scripts in commands that are not there."""
    wrong = []
    for path in set(re.findall(r"(?<![\w/.-])((?:scripts|tests|bindings)[\\/][\w./\\-]*\w)", re.sub(r"(?m)(^|\s)#.*$", "", text))):
        plain = path.replace("\\", "/")
        if plain not in tracked and not any(other.startswith(plain + "/") for other in tracked):
            wrong.append(f"{name}: there is no {plain}")
    return sorted(wrong)


def covered(text):
    """(ecosystem, folder) of dependabot.yml, and the paths of its exceptions."""
    folders, ecosystem = set(), None
    in_list = False
    for line in text.splitlines():
        if match := re.match(r"\s*- package-ecosystem: (\S+)", line):
            ecosystem = match[1]
        if match := re.match(r"\s*director(?:y|ies):\s*(.*)$", line):
            in_list = not match[1]
            folders |= {(ecosystem, folder.strip()) for folder in match[1].strip("[]").split(",") if folder.strip()}
        elif in_list and (match := re.match(r"\s*- (/\S*)", line)):
            folders.add((ecosystem, match[1]))
        else:
            in_list = False
    return folders, set(re.findall(r"(?m)^# not covered: ([^:]+): \S", text))


def dependabot(text, tracked):
    folders, exceptions = covered(text)
    wrong, used = [], set()
    for path in tracked:
        folder, _, base = path.rpartition("/")
        ecosystem = next((kind or "" for pattern, kind in KINDS if re.fullmatch(pattern, base)), None)
        if ecosystem is None:
            continue
        entry = (ecosystem, "/" + folder)
        if entry in folders:
            used.add(entry)
        elif path in exceptions:
            exceptions.discard(path)
        else:
            wrong.append(f".github/dependabot.yml: {path} is in no list of {ecosystem or 'exceptions'}")
    existing = {"/" + path.rpartition("/")[0] for path in tracked}
    for ecosystem, folder in sorted(folders - used):
        # Gradle's module has no settings file.
        if ecosystem not in ("github-actions", "gradle") or folder not in existing:
            wrong.append(f".github/dependabot.yml: {folder} has nothing of {ecosystem}")
    return wrong + [f".github/dependabot.yml: the exception {path} is not needed" for path in sorted(exceptions)]


def self_test():
    commit = "0123456789abcdef0123456789abcdef01234567"
    good = f"permissions: {{}}\njobs:\n  a:\n    permissions: {{}}\n    timeout-minutes: 5\n    steps:\n      - uses: o/a@{commit} # v1.2.3\n"
    tracked = {"Cargo.lock", "a/go.mod", "b/conanfile.py", "scripts/test"}
    bot = "updates:\n  - package-ecosystem: cargo\n    directory: /\n  - package-ecosystem: gomod\n    directories:\n      - /a\n# not covered: b/conanfile.py: why\n"
    results = {
        "a pin is accepted": pins("x", good)[0] == [] and len(pins("x", good)[1]) == 1,
        "a tag is no pin": pins("x", "  - uses: o/a@v4 # v4.0.0")[0] != [],
        "a short hash is no pin": pins("x", "  - uses: o/a@0123456 # v4.0.0")[0] != [],
        "a pin has a version": pins("x", f"  uses: o/a@{commit}")[0] != [],
        "a version is a whole one": pins("x", f"  uses: o/a@{commit} # v4")[0] != [],
        "an action has one pin": one_pin_each([("o/a", commit, "v1.0.0", "x"), ("o/a", commit, "v1.0.1", "y")]) != [],
        "limits are accepted": limits("x", good) == [],
        "permissions start at none": limits("x", good.replace("permissions: {}\njobs", "jobs")) != [],
        "a job has permissions": limits("x", good.replace("    permissions: {}\n", "")) != [],
        "a job has a time": limits("x", good.replace("    timeout-minutes: 5\n", "")) != [],
        "a script is there": missing_scripts("x", "run: scripts/test --quick", tracked) == [],
        "a script is missing": missing_scripts("x", "run: scripts/other", tracked) != [],
        "a script in Windows's form is missing": missing_scripts("x", r"run: scripts\other.ps1", tracked) != [],
        "Dependabot is accepted": dependabot(bot, tracked) == [],
        "a new lock file is noticed": dependabot(bot, tracked | {"c/package-lock.json"}) != [],
        "a new file that Dependabot does not know is noticed": dependabot(bot, tracked | {"c/conanfile.py"}) != [],
        "a folder that is gone is noticed": dependabot(bot, tracked - {"a/go.mod"}) != [],
        "an exception that is gone is noticed": dependabot(bot, tracked - {"b/conanfile.py"}) != [],
    }
    for name, passed in results.items():
        print(f"{'ok     ' if passed else 'FAILED '} {name}")
    return list(results.values())


def main():
    if sys.argv[1:] == ["--self-test"]:
        results = self_test()
    elif len(sys.argv) == 1:
        tracked = set(subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines())
        results, found = [], []
        for path in sorted((ROOT / ".github/workflows").glob("*.yml")):
            text, name = path.read_text(encoding="utf-8"), f".github/workflows/{path.name}"
            wrong, pinned = pins(name, text)
            found += pinned
            wrong += limits(name, text) + missing_scripts(name, text, tracked)
            print("\n".join(wrong or [f"ok      {name}"]))
            results.append(not wrong)
        for name, wrong in (("one pin for each action", one_pin_each(found)),
                            (".github/dependabot.yml", dependabot((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"), tracked))):
            print("\n".join(wrong or [f"ok      {name}"]))
            results.append(not wrong)
    else:
        sys.exit(__doc__)
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    sys.exit(not all(results))


main()
