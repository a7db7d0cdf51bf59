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
WIDTH, LEFT, RIGHT, LINE = 960, 262, 770, 22
INK, QUIET, GRID = "#1f2328", "#59636e", "#e4e8ec"
OURS, OFFICIAL, OTHER = "#0969da", "#8c959f", "#c4cbd2"


def duration(ns):
    for unit, size in (("ms", 1e6), ("µs", 1e3)):
        if ns >= size:
            value = ns / size
            return f"{value:.2f} {unit}" if value < 10 else f"{value:.1f} {unit}" if value < 100 else f"{value:.0f} {unit}"
    return f"{ns:.0f} ns"


def colour_of(row):
    return OURS if row["ours"] else OFFICIAL if row["official"] else OTHER


def draw_all(result, folder):
    for file, title, panels in (("chart.svg", "UserSig 2.0 (HMAC): time per token", VERSION_2),
                                ("chart-1.0.svg", "UserSig 1.0 (ECDSA): time per token", VERSION_1)):
        (folder / file).write_text(draw(result, title, panels))


def draw(result, heading, wanted):
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

    out, y = [], 30

    def text(at_x, at_y, words, **attributes):
        extra = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
        out.append(f'<text x="{at_x:.1f}" y="{at_y:.1f}"{extra}>{escape(words)}</text>')

    machine = result["machine"]
    text(24, y, heading, font_size=19, font_weight=600)
    text(24, y + 22, "Median of each contestant, logarithmic scale, shorter is better; × is the time against usersig in Rust. "
         "The notch is the minimum.", fill=QUIET)
    text(24, y + 40, f"{machine['cpu']}, {machine['cores']} cores, {machine['architecture']}, {result['date']}; one run, "
         f"{result['rounds']} alternating rounds, one thread.", fill=QUIET)
    colours = {colour_of(row) for row in drawn}
    legend = [(OURS, "usersig"), (OFFICIAL, "official packages"), (OTHER, "other Rust")]
    for n, (colour, label) in enumerate(entry for entry in legend if entry[0] in colours):
        out.append(f'<rect x="{24 + n * 150}" y="{y + 54}" width="12" height="12" rx="2" fill="{colour}"/>')
        text(42 + n * 150, y + 64, label)
    y += 84
    ticks = [10 ** n for n in range(int(math.log10(low)), math.ceil(math.log10(high)) + 1) if 10 ** n <= high]
    for title, base, bars in panels:
        y += 22
        text(24, y, title, font_weight=600, font_size=14)
        top, bottom = y + 10, y + 12 + LINE * len(bars)
        for tick in ticks:
            out.append(f'<line x1="{x(tick):.1f}" y1="{top}" x2="{x(tick):.1f}" y2="{bottom}" stroke="{GRID}"/>')
            text(x(tick), bottom + 13, duration(tick).replace(".00", "").replace(".0", ""), fill=QUIET, font_size=10.5,
                 text_anchor="middle")
        for n, (label, row) in enumerate(bars):
            middle = top + LINE * n + LINE / 2
            text(LEFT - 10, middle + 4.5, label, text_anchor="end", font_weight=600 if row["contestant"] == "usersig Rust" else 400)
            out.append(f'<rect x="{LEFT}" y="{middle - 7:.1f}" width="{x(row["median_ns"]) - LEFT:.1f}" height="14" rx="2" fill="{colour_of(row)}"/>')
            out.append(f'<rect x="{x(row["min_ns"]) - 1:.1f}" y="{middle - 7:.1f}" width="2" height="14" fill="#ffffff" opacity="0.75"/>')
            beside = duration(row["median_ns"])
            if base is not None and row is not base:
                by = row["median_ns"] / base["median_ns"]
                beside += f" · {by:.2f}×" if by < 1 else f" · {by:.1f}×" if by < 100 else f" · {by:.0f}×"
            text(x(row["median_ns"]) + 8, middle + 4.5, beside)
        y = bottom + 18
    height = y + 14
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
            f'font-family="system-ui, -apple-system, \'Segoe UI\', \'DejaVu Sans\', sans-serif" font-size="12.5" fill="{INK}">\n'
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n' + "\n".join(out) + "\n</svg>\n")


if __name__ == "__main__":
    place = pathlib.Path(sys.argv[1])
    draw_all(json.loads((place / "results.json").read_text("utf-8")), place)
