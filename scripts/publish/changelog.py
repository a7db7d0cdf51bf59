"""CHANGELOG.md at a release: what stands under Unreleased becomes the section of the version."""
import re

HEADING = re.compile(r"^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$", re.M)


class Wrong(Exception):
    """A changelog that cannot be released."""


def sections(text):
    """{version: (date, body)} in the order of the file."""
    headings = list(HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    found = {}
    for heading, end in zip(headings, ends):
        if heading[1] in found:
            raise Wrong(f"CHANGELOG.md has two sections {heading[1]}")
        found[heading[1]] = (heading[2], text[heading.end():end].strip())
    return found


def release(text, version, date):
    """The text in which Unreleased is this version, with a new and empty Unreleased above it."""
    found = sections(text)
    if version in found:
        raise Wrong(f"CHANGELOG.md has a section {version} already; a version is released once")
    if "Unreleased" not in found:
        raise Wrong("CHANGELOG.md has no section `## [Unreleased]`")
    if not re.search(r"^\* ", found["Unreleased"][1], re.M):
        raise Wrong("CHANGELOG.md: nothing stands under Unreleased; say what users will notice, or do not release")
    newest = [name for name in found if name != "Unreleased"][:1]
    if newest and key(version) <= key(newest[0]):
        raise Wrong(f"{version} is not newer than {newest[0]}, the newest section of CHANGELOG.md")
    return text.replace("## [Unreleased]\n", f"## [Unreleased]\n\n## [{version}] - {date}\n", 1)


def key(version):
    return tuple(int(number) for number in version.split("."))


def notes(text, version):
    """The text of a release: the body of its section."""
    found = sections(text)
    if version not in found:
        raise Wrong(f"CHANGELOG.md has no section {version}")
    return found[version][1] + "\n"
