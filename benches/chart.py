"""The charts of a result of scripts/bench, as SVG. `chart.py DIR` draws those of DIR/results.json again."""
import json
import math
import pathlib
import sys
from xml.sax.saxutils import escape

# Titles, and what is drawn under them: operations, and what is added to the contestant's name. The first operation's
# row of usersig in Rust is what the others are compared with.
VERSION_2 = [
    ("Sign a token", [("sign", ""), ("sign-into", "into a buffer"), ("sign-many", "64 in one call")]),
    ("Sign a PrivateMapKey", [("room", "")]),
    ("Verify our own token", [("verify-own", "")]),
    ("Verify an uncompressed token, as Go makes it", [("verify-stored", "")]),
    ("Verify a token with deflate's fixed code, as zlib mostly makes it", [("verify-fixed", "")]),
    ("Verify a token with a code of its own, as zlib makes some", [("verify-dynamic", "")]),
]
VERSION_1 = [
    ("P-256: sign", [("sign-p256", "")]),
    ("P-256: verify", [("verify-p256", "")]),
    ("secp256k1: sign", [("sign-secp256k1", "")]),
    ("secp256k1: verify", [("verify-secp256k1", "")]),
]
# Who signs in each language, the official code last. The panels fill the left column, then the right one.
LANGUAGES = [
    ("Go", ["usersig Go", "usersig Go drop-in", "Go module"]),
    ("Java and Kotlin", ["usersig Kotlin/JNI", "Maven"]),
    ("Node", ["usersig Node", "npm"]),
    ("JavaScript in browsers, here in Node", ["usersig plain JavaScript", "usersig Web class", "Web class"]),
    ("Python", ["usersig Python", "usersig TLSSigAPIv2.py", "PyPI", "PyPI (malloc tuned)"]),
    ("C and C++", ["usersig C", "usersig C++", "C++ library", "C++ library (malloc tuned)"]),
    ("C#", ["usersig .NET", "C# class"]),
    ("PHP", ["usersig PHP", "usersig PHP extension", "PHP class"]),
    ("Rust (nothing official; a crate of others)", ["usersig Rust", "crate tls_sig_api"]),
    ("Swift (nothing official for Linux)", ["usersig Swift"]),
    ("Dart (nothing official for this machine)", ["usersig Dart (32-bit, JIT)"]),
]
FILES = ("chart.svg", "chart-1.0.svg", "chart-languages.svg")
WIDTH, LEFT, RIGHT, LINE = 960, 262, 770, 22
INK, QUIET, GRID = "#1f2328", "#59636e", "#e4e8ec"
OURS, OFFICIAL, OTHER = "#0969da", "#8c959f", "#c4cbd2"


def duration(ns):
    for unit, size in (("ms", 1e6), ("µs", 1e3)):
        if ns >= size:
            value = ns / size
            return f"{value:.2f} {unit}" if value < 10 else f"{value:.1f} {unit}" if value < 100 else f"{value:.0f} {unit}"
    return f"{ns:.0f} ns"


def times(by):
    return f"{by:.2f}×" if by < 1 else f"{by:.1f}×" if by < 100 else f"{by:.0f}×"


def colour_of(row):
    return OURS if row["ours"] else OFFICIAL if row["official"] else OTHER


class Drawing:
    """The parts of a chart, from the heading down."""

    def __init__(self, result, heading, explanation, drawn):
        self.out, machine = [], result["machine"]
        self.text(24, 30, heading, font_size=19, font_weight=600)
        self.text(24, 52, explanation, fill=QUIET)
        self.text(24, 70, f"{machine['cpu']}, {machine['cores']} cores, {machine['architecture']}, {result['date']}; one run, "
                  f"{result['rounds']} alternating rounds, one thread.", fill=QUIET)
        colours = {colour_of(row) for row in drawn}
        legend = [(OURS, "usersig"), (OFFICIAL, "official"), (OTHER, "other Rust")]
        for n, (colour, label) in enumerate(entry for entry in legend if entry[0] in colours):
            self.out.append(f'<rect x="{24 + n * 150}" y="84" width="12" height="12" rx="2" fill="{colour}"/>')
            self.text(42 + n * 150, 94, label)
        self.below = 114

    def text(self, at_x, at_y, words, **attributes):
        extra = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
        self.out.append(f'<text x="{at_x:.1f}" y="{at_y:.1f}"{extra}>{escape(words)}</text>')

    def bar(self, left, middle, row, label, beside, x, bold=False):
        """A bar from `left` to the median, with what is left and right of it; `x` is where a time is."""
        end = max(x(row["median_ns"]), left + 2)
        self.text(left - 10, middle + 4.5, label, text_anchor="end", font_weight=600 if bold else 400)
        self.out.append(f'<rect x="{left}" y="{middle - 7:.1f}" width="{end - left:.1f}" height="14" rx="2" fill="{colour_of(row)}"/>')
        if x(row["min_ns"]) - left > 4:
            self.out.append(f'<rect x="{x(row["min_ns"]) - 1:.1f}" y="{middle - 7:.1f}" width="2" height="14" fill="#ffffff" opacity="0.75"/>')
        self.text(end + 8, middle + 4.5, beside)

    def svg(self, height):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
                f'font-family="system-ui, -apple-system, \'Segoe UI\', \'DejaVu Sans\', sans-serif" font-size="12.5" fill="{INK}">\n'
                f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n' + "\n".join(self.out) + "\n</svg>\n")


def draw_all(result, folder):
    charts = (draw(result, "UserSig 2.0 (HMAC): time per token", VERSION_2),
              draw(result, "UserSig 1.0 (ECDSA): time per token", VERSION_1), draw_languages(result))
    for file, svg in zip(FILES, charts):
        (folder / file).write_text(svg)


def draw(result, heading, wanted):
    """All contestants at each operation, on one logarithmic scale."""
    rows = {}
    for row in result["rows"]:
        rows.setdefault(row["operation"], []).append(row)
    panels = []
    for title, parts in wanted:
        bars = [(f"{row['contestant']}{', ' if note else ''}{note}", row) for operation, note in parts
                for row in rows.get(operation, []) if not note or row["contestant"] == "usersig Rust"]
        if bars:
            base = next((row for _, row in bars if (row["contestant"], row["operation"]) == ("usersig Rust", parts[0][0])), None)
            panels.append((title, base, sorted(bars, key=lambda bar: bar[1]["median_ns"])))
    drawn = [row for _, _, bars in panels for _, row in bars]
    low = 10 ** math.floor(math.log10(min(row["min_ns"] for row in drawn)))
    high = max(row["median_ns"] for row in drawn) * 1.1

    def x(ns):
        return LEFT + (RIGHT - LEFT) * math.log10(max(ns, low) / low) / math.log10(high / low)

    drawing = Drawing(result, heading, "Median of each contestant, logarithmic scale, shorter is better; × is the time against "
                      "usersig in Rust. The notch is the minimum.", drawn)
    y = drawing.below
    ticks = [10 ** n for n in range(int(math.log10(low)), math.ceil(math.log10(high)) + 1) if 10 ** n <= high]
    for title, base, bars in panels:
        y += 22
        drawing.text(24, y, title, font_weight=600, font_size=14)
        top, bottom = y + 10, y + 12 + LINE * len(bars)
        for tick in ticks:
            drawing.out.append(f'<line x1="{x(tick):.1f}" y1="{top}" x2="{x(tick):.1f}" y2="{bottom}" stroke="{GRID}"/>')
            drawing.text(x(tick), bottom + 13, duration(tick).replace(".00", "").replace(".0", ""), fill=QUIET, font_size=10.5,
                         text_anchor="middle")
        for n, (label, row) in enumerate(bars):
            beside = duration(row["median_ns"])
            if base is not None and row is not base:
                beside += f" · {times(row['median_ns'] / base['median_ns'])}"
            drawing.bar(LEFT, top + LINE * n + LINE / 2, row, label, beside, x, bold=row["contestant"] == "usersig Rust")
        y = bottom + 18
    return drawing.svg(y + 14)


def draw_languages(result):
    """Signing in each language beside its official code, in panels of two columns."""
    rows = {row["contestant"]: row for row in result["rows"] if row["operation"] == "sign"}
    panels = [(title, [rows[name] for name in names if name in rows], [name for name in names if name in result["absent"]])
              for title, names in LANGUAGES]
    panels = [panel for panel in panels if panel[1]]
    drawing = Drawing(result, "Sign a token: each language beside its official code",
                      "Median, shorter is better; every language has a scale of its own. × is the time against usersig's first row there. "
                      "The notch is the minimum.", [row for _, bars, _ in panels for row in bars])
    heights = [40 + LINE * (len(bars) + len(absent)) for _, bars, absent in panels]
    column, y, lowest, length = 0, drawing.below, drawing.below, 150
    for (title, bars, absent), height in zip(panels, heights):
        # The left column has the first half of the lines.
        if column == 0 and y - drawing.below >= sum(heights) / 2:
            column, y = 1, drawing.below
        left = 192 + column * 480
        drawing.text(left - 168, y + 22, title, font_weight=600, font_size=14)
        slowest = max(row["median_ns"] for row in bars)
        for n, row in enumerate(bars):
            beside = duration(row["median_ns"])
            if n > 0:
                beside += f" · {times(row['median_ns'] / bars[0]['median_ns'])}"
            drawing.bar(left, y + 32 + LINE * n + LINE / 2, row, row["contestant"], beside,
                        lambda ns, left=left, slowest=slowest: left + length * min(ns / slowest, 1))
        for n, name in enumerate(absent, len(bars)):
            middle = y + 32 + LINE * n + LINE / 2 + 4.5
            drawing.text(left - 10, middle, name, text_anchor="end")
            drawing.text(left, middle, "not in this run", fill=QUIET)
        y += height
        lowest = max(lowest, y)
    return drawing.svg(lowest + 20)


if __name__ == "__main__":
    place = pathlib.Path(sys.argv[1])
    draw_all(json.loads((place / "results.json").read_text("utf-8")), place)
