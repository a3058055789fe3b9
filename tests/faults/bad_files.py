"""A corpus of hostile files, made when it is needed: packed bombs, lying sizes, slips, and texts without end."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.faults.bad_archives import ARCHIVES

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
PARTS = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELS}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>'
    '<sheet name="Ark1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELS}/worksheet" '
    f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
    "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"/>',
}
ROW = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Dato</t></is></c><c r="B1" t="inlineStr"><is><t>Notat</t></is></c></row>'
)


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def sheet(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def workbook(rows: str = ROW, **more: str | bytes) -> bytes:
    return packed({**PARTS, "xl/worksheets/sheet1.xml": sheet(rows), **more})


def strings(content: str) -> str:
    return f'<sst xmlns="{MAIN}"><si><t>{content}</t></si></sst>'


def lying() -> bytes:
    """A workbook whose sheet states a hundredth of its size, in both places where sizes stand."""
    true = sheet(ROW + " " * 50_000_000)
    data = packed({**PARTS, "xl/worksheets/sheet1.xml": true})
    return data.replace(struct.pack("<I", len(true)), struct.pack("<I", 500_000))


def pdf(content: bytes) -> bytes:
    """A PDF with one page whose content is a packed stream."""
    stream = zlib.compress(content, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + table + b"trailer<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF\n" % len(data)


LAUGHS = "<!DOCTYPE sst [" + "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "ha">' for n in range(10)
)
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "only cell XFD1048576": ("x.xlsx", lambda: workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "packed bomb, 1 GB": ("x.xlsx", lambda: workbook(**{f"xl/media/{n}.bin": bytes(250_000_000) for n in range(4)})),
    "lying sizes": ("x.xlsx", lying),
    "slip out of the folder": ("x.xlsx", lambda: workbook(**{"../../../../etc/cron.d/x": "* * * * * root id"})),
    "250 MB in one string": ("x.xlsx", lambda: workbook(**{"xl/sharedStrings.xml": strings("x" * 250_000_000)})),
    "two million empty rows": ("x.xlsx", lambda: workbook('<row r="1"><c r="A1"/></row>' * 2_000_000)),
    "a million cells in a row": ("x.xlsx", lambda: workbook(f'<row r="1">{"<c><v>1</v></c>" * 1_000_000}</row>')),
    "rows that go backwards": (
        "x.xlsx",
        lambda: workbook(ROW + "".join(f'<row r="{9 - n}"><c r="A{9 - n}"><v>1</v></c></row>' for n in range(20))),
    ),
    "billion laughs": (
        "x.xlsx",
        lambda: workbook(**{"xl/sharedStrings.xml": LAUGHS + "]>" + strings("&e9;")}),
    ),
    "half a sign in a cell": (
        "x.xlsx",
        lambda: workbook('<row r="1"><c r="A1" t="inlineStr"><is><t>_xD83D_</t></is></c></row>'),
    ),
    "workbook without sheets": ("x.xlsx", lambda: packed({"xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'})),
    "Word, 250 MB in one text": (
        "x.docx",
        lambda: packed({"word/document.xml": f'<w:d xmlns:w="{WORD}"><w:p><w:t>{"x" * 250_000_000}</w:t></w:p></w:d>'}),
    ),
    "Word, 100,000 deep": (
        "x.docx",
        lambda: packed(
            {"word/document.xml": f'<w:d xmlns:w="{WORD}">' + "<a>" * 100_000 + "</a>" * 100_000 + "</w:d>"}
        ),
    ),
    "PDF, 1 GB in one stream": ("x.pdf", lambda: pdf(bytes(1_000_000_000))),
    "PDF that is none": ("x.pdf", lambda: b"%PDF-1.7" + bytes(5_000)),
    "a million rows": ("x.csv", lambda: b"Dato;Notat\n" + b"2024-03-12;Mor ringer\n" * 1_000_000),
    "60 MB without a line end": ("x.csv", lambda: b"Dato;Notat\n" + b"x" * 60_000_000),
    "10 MB in one cell": ("x.csv", lambda: b'Dato;Notat\n2024-03-12;"' + b"x\n" * 5_000_000 + b'"\n'),
    "a NUL": ("x.csv", lambda: b"Dato;Notat\n" + b"2024-03-12;a\n" * 50_000 + b"2024-03-13;a\0b\n"),
    "a quote without end": ("x.csv", lambda: b'Dato;Notat\n2024-03-12;"a\n' + b"2024-03-13;b\n" * 50),
    "half a sign in UTF-16": (
        "x.csv",
        lambda: "Dato;Notat\n1;".encode("utf-16") + b"\x3d\xd8" + ";\n".encode("utf-16-le"),
    ),
    "sixty thousand columns": ("x.csv", lambda: b"Dato" + b";x" * 60_000 + b"\n" + b";" * 60_000 + b"\n"),
    "10,000 deep": ("x.json", lambda: b"[" * 10_000 + b"]" * 10_000),
    "10,000 deep in an object": ("x.json", lambda: b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
    "half a sign in JSON": ("x.json", lambda: json.dumps({"title": "\ud83d", "events": []}).encode()),
    "60 MB of JSON": ("x.json", lambda: b'{"title": "' + b"x" * 60_000_000 + b'"}'),
    "a number of a million digits": ("x.json", lambda: b'{"version": ' + b"9" * 1_000_000 + b"}"),
    **{f"archive, {name}": ("x.zip", make) for name, (_words, make) in ARCHIVES.items() if "rows" not in name},
}
"""What each is called, the name that it is sent by, and how it is made."""
