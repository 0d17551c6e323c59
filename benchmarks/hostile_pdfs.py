"""PDFs made to do harm, for `hostile_files`: each with its name, how it is made and the code it must have.

Every document is a few objects; knows nothing of other formats.
"""

import zlib
from collections.abc import Callable, Mapping

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources %s >>"
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"
FONT = b"<< /Font << /F1 6 0 R >> >>"
TEXT = b"BT /F1 12 Tf 72 720 Td (Dieu Thu) Tj ET\n"
_MEGABYTE = 1024 * 1024


def document(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """The objects as a file; 1 is the catalogue."""
    out, places = b"%PDF-1.4\n", {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (n, place) for n, place in sorted(places.items()))
    end = b"trailer << /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF"
    return out + b"xref\n0 1\n0000000000 65535 f \n" + table + end % (max(objects) + 1, trailer, len(out))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream as given; `entries` of its dictionary beside the length."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def packed(content: bytes, entries: bytes = b"") -> bytes:
    """A stream deflated."""
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + entries)


def one_page(more: Mapping[int, bytes], content: bytes = TEXT, resources: bytes = FONT) -> bytes:
    """A page with a word; `more` objects replace or join those there are."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    objects = {1: CATALOGUE, 2: PAGES, 4: PAGE % resources, 5: packed(content), 6: font}
    return document({**objects, **more})


def circular_pages() -> bytes:
    """The tree of pages holds itself."""
    return one_page({2: b"<< /Type /Pages /Kids [2 0 R 4 0 R 2 0 R] /Count 3 >>"})


def deep_pages() -> bytes:
    """A tree of pages ten thousand levels deep."""
    levels = {n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1) for n in range(100, 10_100)}
    return one_page({2: b"<< /Type /Pages /Kids [100 0 R] /Count 1 >>", **levels, 10_100: PAGE % FONT})


def doubling_pages() -> bytes:
    """Thirty levels, each naming the next twice: a thousand million pages."""
    levels = {
        n: b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 2 >>" % (n + 1, n + 1) for n in range(100, 130)
    }
    return one_page({2: b"<< /Type /Pages /Kids [100 0 R] /Count 2 >>", **levels, 130: PAGE % FONT})


def laughing_forms() -> bytes:
    """A drawing that draws ten drawings that draw ten drawings, nine levels deep."""
    level = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
    forms = {n: packed(b"/X Do\n" * 10, level % (n + 1)) for n in range(100, 109)}
    last = packed(b"1 1 m 2 2 l S\n", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return one_page({**forms, 109: last}, b"/X Do", b"<< /XObject << /X 100 0 R >> /Font << /F1 6 0 R >> >>")


def circular_form() -> bytes:
    """A drawing that draws itself twice."""
    own = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 100 0 R >> >>"
    form = packed(b"/X Do /X Do", own)
    return one_page({100: form}, b"/X Do", b"<< /XObject << /X 100 0 R >> /Font << /F1 6 0 R >> >>")


def shared_content() -> bytes:
    """Five hundred pages that share one long drawing."""
    kids = b" ".join(b"%d 0 R" % n for n in range(100, 600))
    pages = dict.fromkeys(range(100, 600), PAGE % FONT)
    return one_page({2: b"<< /Type /Pages /Kids [%s] /Count 500 >>" % kids, **pages}, TEXT * 40_000)


def repeated_content() -> bytes:
    """One page that draws the same stream a hundred thousand times."""
    page = (PAGE % FONT).replace(b"5 0 R", b"[" + b"5 0 R " * 100_000 + b"]")
    return one_page({4: page}, TEXT * 1_000)


def object_stream_bomb() -> bytes:
    """An object stream that says it holds a thousand million objects."""
    objects = packed(b"7 0 << /A 1 >> " * 10, b"/Type /ObjStm /N 1000000000 /First 4")
    xref = packed(b"\x02\x00\x08\x00" * 20, b"/Type /XRef /W [1 2 1] /Size 20 /Root 7 0 R")
    out = b"%PDF-1.5\n8 0 obj\n" + objects + b"\nendobj\n"
    return out + b"9 0 obj\n" + xref + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(out)


def giant_xref() -> bytes:
    """A table of references that says it has a thousand million entries."""
    out = one_page({})
    start = out.rindex(b"xref\n0 1")
    return out[:start] + b"xref\n0 1000000000\n" + b"0000000000 65535 f \n" * 500_000 + out[start + 5 :]


def giant_xref_stream() -> bytes:
    """A stream of references with an index over thousands of millions."""
    xref = packed(
        bytes(4 * 5_000_000), b"/Type /XRef /W [1 2 1] /Index [0 4000000000] /Size 4000000000 /Root 1 0 R"
    )
    out = b"%PDF-1.5\n1 0 obj\n" + CATALOGUE + b"\nendobj\n"
    return out + b"9 0 obj\n" + xref + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(out)


def circular_xref() -> bytes:
    """The earlier table of references is the same one."""
    out = one_page({})
    place = out.rindex(b"xref\n0 1")
    return out.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % place)


def predictor() -> bytes:
    """A stream whose rows are said to be four thousand million bytes wide."""
    content = packed(TEXT * 100, b"/DecodeParms << /Predictor 12 /Columns 4000000000 >>")
    return one_page({5: content})


def widths() -> bytes:
    """A font that says the widths of two thousand million letters."""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [7 0 R] >>"
    letters = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /W [0 2000000000 500] >>"
    return one_page({6: font, 7: letters})


def letters() -> bytes:
    """A font whose map to Unicode has ranges of thousands of millions."""
    lines = b"\n".join(b"<%08x> <ffffffff> <0041>" % n for n in range(100))
    map_ = b"begincmap\n100 beginbfrange\n" + lines + b"\nendbfrange\nendcmap"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /A /ToUnicode 7 0 R >>"
    return one_page({6: font, 7: packed(map_)})


def nested_arrays() -> bytes:
    """Brackets in brackets, a million deep."""
    return one_page({4: PAGE % (b"<< /Font " + b"[" * 1_000_000 + b"]" * 1_000_000 + b" >>")})


def many_objects() -> bytes:
    """A million and a half objects without a table that says where they are."""
    return (
        b"%PDF-1.4\n/Font "
        + b"".join(b"%d 0 obj 1 endobj\n" % n for n in range(900_000))
        + b"trailer << /Root 1 0 R >>"
    )


def many_streams() -> bytes:
    """A million streams of a few bytes each."""
    return one_page({}) + b"\nstream\n\x78\x9c" * 1_500_000


def ascii_chain() -> bytes:
    """Content packed in five wrappings, one inside the other."""
    return one_page({5: stream(b"x", b"/Filter [/ASCIIHexDecode /FlateDecode /ASCII85Decode /FlateDecode]")})


def lzw_bomb() -> bytes:
    """A stream of another packing that becomes gigabytes."""
    codes = [256, 0, *range(258, 4_094)]
    bits = "".join(
        f"{code:0{9 if n < 255 else 10 if n < 767 else 11 if n < 1791 else 12}b}"
        for n, code in enumerate(codes)
    )
    data = int(bits + "0" * (-len(bits) % 8), 2).to_bytes((len(bits) + 7) // 8, "big")
    return one_page({5: stream(data * 400, b"/Filter /LZWDecode")})


def run_length_bomb() -> bytes:
    """Two bytes for 128, three million times."""
    return one_page({5: stream(b"\x81 " * 5_000_000, b"/Filter /RunLengthDecode")})


FILES: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("circular-pages.pdf", circular_pages, "no_rows"),
    ("deep-pages.pdf", deep_pages, "corrupt"),
    ("doubling-pages.pdf", doubling_pages, "no_rows"),
    ("laughing-forms.pdf", laughing_forms, "too_large"),
    ("circular-form.pdf", circular_form, "scanned_pdf"),
    ("shared-content.pdf", shared_content, "too_large"),
    ("repeated-content.pdf", repeated_content, "too_large"),
    ("flate-bomb.pdf", lambda: one_page({5: packed(bytes(1_000 * _MEGABYTE))}), "too_large"),
    (
        "flate-twice.pdf",
        lambda: one_page(
            {
                5: stream(
                    zlib.compress(zlib.compress(bytes(500 * _MEGABYTE))),
                    b"/Filter [/FlateDecode /FlateDecode]",
                )
            }
        ),
        "too_large",
    ),
    ("ascii-chain.pdf", ascii_chain, "corrupt"),
    ("lzw-bomb.pdf", lzw_bomb, "too_large"),
    ("run-length-bomb.pdf", run_length_bomb, "too_large"),
    ("object-stream-bomb.pdf", object_stream_bomb, "corrupt"),
    ("giant-xref.pdf", giant_xref, "too_large"),
    ("giant-xref-stream.pdf", giant_xref_stream, "too_large"),
    ("circular-xref.pdf", circular_xref, "corrupt"),
    ("predictor.pdf", predictor, "too_large"),
    ("widths.pdf", widths, "too_large"),
    ("letters.pdf", letters, "too_large"),
    ("nested-arrays.pdf", nested_arrays, "too_large"),
    ("many-objects.pdf", many_objects, "too_large"),
    ("many-streams.pdf", many_streams, "too_large"),
    ("lines.pdf", lambda: one_page({}, b"1 1 m 2 2 l S\n" * 100_000), "too_large"),
    (
        "letters-on-a-page.pdf",
        lambda: one_page({}, b"BT /F1 9 Tf 1 1 Td (" + b"a" * 1_900_000 + b") Tj ET"),
        "too_large",
    ),
    ("truncated.pdf", lambda: one_page({})[:200], "corrupt"),
)
