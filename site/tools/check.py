#!/usr/bin/env python3
"""Checks the built site.

    check.py links FOLDER BASE [--missing PREFIX …]   every link, picture, script and anchor leads somewhere inside the site
    check.py all FOLDER BASE [--missing PREFIX …]     that, and what the stage checks: languages, code, requests, paths, file names

PREFIX is a part of the site that this build does not have. Ends with `N passed, N failed`.
"""

import html.parser
import pathlib
import re
import subprocess
import sys
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
REPOSITORY = "https://github.com/usersig/usersig/"
# Attributes that make a browser load something, by element.
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "embed": "src", "object": "data"}
# What is named in programs and never fetched: names of SVG and of XML, addresses in messages of Vue, and links.
NAMES = ("http://www.w3.org/", "https://vuejs.org/", "https://github.com/", "https://vitepress.dev/", "http://a.com")
# The theme has it for the icon of a social link (VPSocialLink). No page may have one.
ICONS = "https://api.iconify.design/"
# The main file of npm's tls-sig-api-v2, which is in no file here.
KNOWN = {"TLSSigAPIv2.js"}


class Page(html.parser.HTMLParser):
    """The links, anchors and blocks of code of a page."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.links, self.loads, self.anchors, self.blocks = [], [], set(), []
        self.language = self.code = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.anchors.update(attrs[name] for name in ("id", "name") if attrs.get(name))
        if tag == "a" and "href" in attrs:
            self.links.append(attrs["href"] or "")
        elif tag == "link" and "href" in attrs:
            self.loads.append(attrs["href"])
        elif attrs.get(LOADED.get(tag, "")):
            self.loads.append(attrs[LOADED[tag]])
        elif tag == "div" and (found := re.match(r"language-(\S*)", attrs.get("class") or "")):
            self.language = found[1]
        elif tag == "pre":
            self.code = ""

    def handle_data(self, data):
        if self.code is not None:
            self.code += data

    def handle_endtag(self, tag):
        if tag == "pre" and self.code is not None:
            self.blocks.append((self.language, self.code))
            self.code = None


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, problems):
        problems = sorted(set(problems))
        self.passed += not problems
        self.failed += bool(problems)
        print(f"{'FAILED' if problems else 'ok    '}  {name}", *problems, sep="\n        ")


def pages_of(folder):
    """The pages of the site's own program: the page of web/ and the references are made by others."""
    found = {}
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        parts = name.split("/")
        if parts[0] == "page" or (parts[0] == "api" and len(parts) > 2):
            continue
        found[name] = Page(path.read_text(encoding="utf-8"))
    return found


def broken(folder, base, pages, missing):
    """Yields the links that lead nowhere."""
    anchors = {name: page.anchors for name, page in pages.items()}
    for name, page in pages.items():
        for link in page.links + page.loads:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme in ("data", "mailto"):
                continue
            if parts.scheme or parts.netloc:
                if link.startswith(REPOSITORY) and (problem := not_in_repository(link)):
                    yield f"{name}: {problem}"
                continue
            path = urllib.parse.unquote(parts.path)
            if path.startswith("/"):
                if not path.startswith(base):
                    yield f"{name}: {link} is outside {base}"
                    continue
                target = path[len(base):]
            elif path:
                target = (pathlib.PurePosixPath(name).parent / path).as_posix() + ("/" if path.endswith("/") else "")
            else:
                target = name
            if target in ("", ".") or target.endswith("/"):
                target += "index.html"
            if any(target.startswith(prefix) for prefix in missing):
                continue
            if not (folder / target).is_file() and (folder / f"{target}.html").is_file():
                target += ".html"
            if not (folder / target).is_file():
                yield f"{name}: {link} leads nowhere"
                continue
            anchor = urllib.parse.unquote(parts.fragment)
            if anchor and target.endswith(".html"):
                if target not in anchors:
                    anchors[target] = Page((folder / target).read_text(encoding="utf-8", errors="replace")).anchors
                if anchor not in anchors[target]:
                    yield f"{name}: {link} has no such anchor"


TRACKED = set(subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
                             check=True).stdout.splitlines())


def not_in_repository(link):
    """Says what is wrong with a link to a file of the repository."""
    found = re.fullmatch(re.escape(REPOSITORY) + r"(blob|tree|edit)/main/([^#]*)(#.*)?", link)
    if not found or found[1] == "tree":
        folder = found and found[2].rstrip("/") + "/"
        return None if not found or any(file.startswith(folder) for file in TRACKED) else f"{link}: no such folder"
    return None if urllib.parse.unquote(found[2]) in TRACKED else f"{link}: no such file"


def translations(pages):
    english = {name for name in pages if not name.startswith("zh/") and name != "404.html"}
    chinese = {name.removeprefix("zh/") for name in pages if name.startswith("zh/")}
    for name in english ^ chinese:
        yield f"{name} is only in {'English' if name in english else 'Chinese'}"


def code(pages):
    """The code of both languages is the same, but for what a terminal shows (text)."""
    for name, page in pages.items():
        other = pages.get(f"zh/{name}")
        if other and [block for block in page.blocks if block[0] != "text"] != [block for block in other.blocks if block[0] != "text"]:
            yield f"{name}: other code than zh/{name}"


def untranslated(pages, folder):
    """A Chinese page has Chinese in it."""
    for name in pages:
        if name.startswith("zh/"):
            text = re.sub(r"<[^>]*>", "", (folder / name).read_text(encoding="utf-8").partition('id="VPContent"')[2])
            if len(re.findall(r"[\u4e00-\u9fff]", text)) < 20:
                yield f"{name}: hardly any Chinese"


def requests(folder, pages):
    """What a browser would load from elsewhere."""
    for name, page in pages.items():
        if "VPSocialLink" in (folder / name).read_text(encoding="utf-8"):
            yield f"{name}: has a social link, whose icon may come from {ICONS}"
        for load in page.loads:
            if re.match(r"(https?:)?//", load):
                yield f"{name}: loads {load}"
    for path in sorted(folder.glob("assets/**/*")):
        if path.suffix == ".css":
            for address in re.findall(r"(?:url\(|@import )[\"']?((?:https?:)?//[^\"')]*)", path.read_text(encoding="utf-8")):
                yield f"{path.name}: loads {address}"
        elif path.suffix == ".js":
            text = path.read_text(encoding="utf-8")
            # Pages and the index of the search have links; programs have none but names.
            if path.parent.name == "chunks" and not path.name.startswith("@localSearchIndex"):
                for address in re.findall(r"https?://[^\s\"'`)<\\]+", text):
                    if not address.startswith((*NAMES, ICONS)):
                        yield f"{path.name}: has the address {address}"
            for call in re.findall(r"(?:fetch|import|importScripts|WebSocket|EventSource|sendBeacon)\(\s*[\"'`](?:https?:|wss?:)?//[^\"'`]*", text):
                yield f"{path.name}: {call}"


def paths(folder, pages):
    home = str(pathlib.Path.home())
    needles = [str(ROOT)] + ([home] if len(home) > 1 else [])
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".html", ".js", ".css", ".json", ".svg", ".xml", ".txt", ".map"):
            text = path.read_text(encoding="utf-8", errors="replace")
            # /root is also the end of a word in a program: only as the start of a path.
            for needle in needles:
                if re.search(r"(?<![\w.])" + re.escape(needle) + r"/", text):
                    yield f"{path.relative_to(folder)}: has the path {needle}"


def replacements():
    """The page about old files names no file that has no replacement: each name in its table is that of a file of the
    repository, or is in the READMEs of the drop-ins."""
    readmes = "\n".join((ROOT / file).read_text(encoding="utf-8") for file in TRACKED
                        if re.fullmatch(r"bindings/.*README\.md|tests/references/README\.md|tests/call-sites/.*\.md|bindings/.*\.dart", file))
    names = {pathlib.PurePosixPath(file).name for file in TRACKED if file.startswith("bindings/")}
    for language in ("en", "zh"):
        text = (ROOT / f"site/{language}/migrate/index.md").read_text(encoding="utf-8")
        rows = re.findall(r"^\| (.*`.*) \| \[", text, re.M)
        if len(rows) < 16:
            yield f"{language}: {len(rows)} rows of files"
        for name in re.findall(r"`([^`]+)`", "\n".join(rows)):
            if name.startswith("."):
                continue
            if name not in names | KNOWN and name not in readmes:
                yield f"{language}: nothing in bindings/ is called {name}, or names it"
        # Every section says which files it is about; the assembly has looked for them.
        sections = re.split(r"^### ", text, flags=re.M)[1:]
        yield from (f"{language}: {part.splitlines()[0]} has no line of files" for part in sections if "<!-- files " not in part)


def main():
    what, folder, base, *rest = sys.argv[1:]
    folder = pathlib.Path(folder).resolve()
    missing = rest[1:] if rest[:1] == ["--missing"] else []
    checks = Checks()
    pages = pages_of(folder)
    checks.check("there are pages", [] if len(pages) > 80 else [f"{len(pages)} were found"])
    checks.check("every link and anchor leads somewhere", broken(folder, base, pages, missing))
    if what == "all":
        checks.check("each page is in both languages", translations(pages))
        checks.check("both languages have the same code", code(pages))
        checks.check("there is code", [] if sum(len(page.blocks) for page in pages.values()) > 200 else ["hardly any"])
        checks.check("a Chinese page has Chinese in it", untranslated(pages, folder))
        checks.check("nothing is loaded from elsewhere", requests(folder, pages))
        checks.check("no path of this machine", paths(folder, pages))
        checks.check("each old file has a replacement", replacements())
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
