"""PDFs for tests: letters of one width at given places, ruled tables, whole documents.

Every letter is half as wide as it is high. `Paper` draws on one page, from the upper left corner in points.
"""

import zlib
from collections.abc import Sequence

SIZE = 10
HEIGHT, WIDTH = 842, 595


class Paper:
    """One page being drawn."""

    def __init__(self) -> None:
        self.texts: list[tuple[float, float, str, str]] = []
        self.lines: list[tuple[float, float, float, float]] = []

    def write(self, x: float, top: float, text: str, font: str = "F1") -> None:
        self.texts.append((x, top, text, font))

    def line(self, x0: float, top0: float, x1: float, top1: float) -> None:
        self.lines.append((x0, top0, x1, top1))

    def box(self, left: float, top: float, right: float, bottom: float) -> None:
        self.line(left, top, right, top)
        self.line(left, bottom, right, bottom)
        self.line(left, top, left, bottom)
        self.line(right, top, right, bottom)

    def table(
        self, top: float, widths: Sequence[float], rows: Sequence[Sequence[str]], left: float = 40
    ) -> float:
        """Rows as high as their lines; where the table ends."""
        for row in rows:
            bottom = top + 6 + 12 * max(text.count("\n") + 1 for text in row)
            x = left
            for width, text in zip(widths, row, strict=True):
                self.box(x, top, x + width, bottom)
                for number, line in enumerate(text.split("\n")):
                    self.write(x + 4, top + 4 + 12 * number, line)
                x += width
            top = bottom
        return top

    def columns(
        self, top: float, widths: Sequence[float], rows: Sequence[Sequence[str]], left: float = 40
    ) -> float:
        """The texts of a table where its lines would be, without them; where it ends."""
        lines, self.lines = self.lines, []
        bottom = self.table(top, widths, rows, left)
        self.lines = lines
        return bottom

    def pieces(
        self, top: float, widths: Sequence[float], rows: Sequence[Sequence[str]], left: float = 40
    ) -> float:
        """The texts of a table with lines only around cells with text, and none in rows of a few of them."""
        for row in rows:
            filled = sum(map(bool, row))
            x = left
            for width, text in zip(widths, row, strict=True):
                if text and filled * 2 > len(row):
                    self.box(x, top, x + width, top + 18)
                self.write(x + 4, top + 4, text)
                x += width
            top += 18
        return top


def document(pages: Sequence[Paper], *, fonts: Sequence[str] = ("Times",)) -> bytes:
    """The pages as a PDF; `F1`, `F2` … are the fonts in order."""
    letters = sorted({letter for page in pages for _, _, text, _ in page.texts for letter in text})
    codes = {letter: code for code, letter in enumerate(letters, start=33)}
    objects: dict[int, bytes] = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    resources = " ".join(f"/F{n} {10 * n + 5} 0 R" for n in range(1, len(fonts) + 1))
    kids = [1000 + 2 * n for n in range(len(pages))]
    objects[2] = (
        f"<< /Type /Pages /Kids [{' '.join(f'{n} 0 R' for n in kids)}] /Count {len(kids)} >>".encode()
    )
    objects[3] = _stream(_unicode_map(codes))
    for number, name in enumerate(fonts, start=1):
        at = 10 * number + 5
        objects[at] = (
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /FirstChar 0 /LastChar 255 /Widths "
            f"[{'500 ' * 256}] /FontDescriptor {at + 1} 0 R /ToUnicode 3 0 R >>"
        ).encode()
        objects[at + 1] = (
            f"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /Ascent 800 /Descent -200 "
            "/FontBBox [0 -200 500 800] >>"
        ).encode()
    for kid, page in zip(kids, pages, strict=True):
        objects[kid] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {kid + 1} 0 R "
            f"/Resources << /Font << {resources} >> >> >>"
        ).encode()
        objects[kid + 1] = _stream(_content(page, codes))
    return assembled(objects)


def assembled(objects: dict[int, bytes]) -> bytes:
    """The objects as a file; 1 is the catalogue."""
    out = b"%PDF-1.4\n"
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (n, place) for n, place in sorted(places.items()))
    last = max(objects) + 1
    return (
        out
        + b"xref\n0 1\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (
            table,
            last,
            len(out),
        )
    )


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _content(page: Paper, codes: dict[str, int]) -> bytes:
    ops = [f"{a} {HEIGHT - b} m {c} {HEIGHT - d} l S" for a, b, c, d in page.lines]
    for x, top, text, font in page.texts:
        said = "".join(f"{codes[letter]:02x}" for letter in text)
        ops.append(f"BT /{font} {SIZE} Tf {x} {HEIGHT - top - 8} Td <{said}> Tj ET")
    return "\n".join(ops).encode()


def _unicode_map(codes: dict[str, int]) -> bytes:
    pairs = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()
