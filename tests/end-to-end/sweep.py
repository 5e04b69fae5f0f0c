"""Looks for planted words in everything that programs left behind, in every form in which a word can
slip onto a disk: UTF-8, UTF-16LE/BE, GB18030; each as it is, in hex (both cases) and in base64 at its
three alignments, and as JSON escapes; also inside zlib, gzip and zstd streams, and value by value in
SQLite files, where pages would cut it. Standard library and libzstd only.
"""

import base64
import contextlib
import ctypes
import ctypes.util
import pathlib
import shutil
import sqlite3
import tempfile
import zlib

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
MAX_STREAM = 16 << 20


def base64_forms(raw):
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw)
        whole = encoded[-(-before * 8 // 6):(before + len(raw)) * 8 // 6]  # not touched by neighbours
        yield f"base64+{before}", whole
        yield f"base64url+{before}", whole.translate(bytes.maketrans(b"+/", b"-_"))


def forms(word):
    """(form, bytes), each of at least eight bytes: shorter ones would be found by chance."""
    found = {}
    for encoding in ENCODINGS:
        raw = word.encode(encoding)
        candidates = [(encoding, raw), (f"{encoding} hex", raw.hex().encode()),
                      (f"{encoding} HEX", raw.hex().upper().encode())]
        candidates += [(f"{encoding} {name}", form) for name, form in base64_forms(raw)]
        for name, form in candidates:
            assert len(form) >= 8, (word, name)
            found.setdefault(form, name)
    units = word.encode("utf-16-be")
    for name, style in (("json", "\\u{:04x}"), ("JSON", "\\u{:04X}")):
        escaped = "".join(style.format(int.from_bytes(units[i:i + 2], "big"))
                          for i in range(0, len(units), 2))
        found.setdefault(escaped.encode(), name)
    return {name: form for form, name in found.items()}


class Buffer(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("size", ctypes.c_size_t), ("at", ctypes.c_size_t)]


_zstd = ctypes.CDLL(ctypes.util.find_library("zstd") or "libzstd.so.1")
_zstd.ZSTD_createDStream.restype = ctypes.c_void_p
_zstd.ZSTD_decompressStream.restype = ctypes.c_size_t
_zstd.ZSTD_compress.restype = ctypes.c_size_t
_zstd.ZSTD_compressBound.restype = ctypes.c_size_t


def unzstd(data):
    """What comes out of the frame at the beginning of `data`, as far as it can be read."""
    stream = ctypes.c_void_p(_zstd.ZSTD_createDStream())
    source = ctypes.create_string_buffer(data, len(data))
    given = Buffer(ctypes.addressof(source), len(data), 0)
    piece, out = ctypes.create_string_buffer(1 << 17), b""
    try:
        while len(out) < MAX_STREAM:
            taken = Buffer(ctypes.addressof(piece), len(piece), 0)
            before = given.at
            left = _zstd.ZSTD_decompressStream(stream, ctypes.byref(taken), ctypes.byref(given))
            if _zstd.ZSTD_isError(ctypes.c_size_t(left)):
                break
            out += piece.raw[:taken.at]
            if left == 0 or (taken.at == 0 and given.at == before):
                break
        return out
    finally:
        _zstd.ZSTD_freeDStream(stream)


def zstd(data):
    out = ctypes.create_string_buffer(_zstd.ZSTD_compressBound(ctypes.c_size_t(len(data))))
    size = _zstd.ZSTD_compress(out, ctypes.c_size_t(len(out)), data, ctypes.c_size_t(len(data)), 3)
    return out.raw[:size]


def streams(content):
    """What zlib, gzip and zstd streams anywhere inside `content` hold."""
    for magic, wbits in ((b"\x78\x01", 15), (b"\x78\x5e", 15), (b"\x78\x9c", 15),
                         (b"\x78\xda", 15), (b"\x1f\x8b\x08", 31)):
        at = content.find(magic)
        while at >= 0:
            try:
                plain = zlib.decompressobj(wbits).decompress(content[at:at + MAX_STREAM], MAX_STREAM)
                if plain:
                    yield plain
            except zlib.error:
                pass
            at = content.find(magic, at + 1)
    at = content.find(b"\x28\xb5\x2f\xfd")
    while at >= 0:
        plain = unzstd(content[at:at + MAX_STREAM])
        if plain:
            yield plain
        at = content.find(b"\x28\xb5\x2f\xfd", at + 1)


def values(path):
    """Every value of an SQLite file with its log, whole. Of a copy: looking changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("", "-wal"):
            if (file := path.with_name(path.name + suffix)).exists():
                shutil.copy(file, f"{folder}/copy.db{suffix}")
        with contextlib.closing(sqlite3.connect(f"{folder}/copy.db")) as db:
            db.text_factory = bytes
            tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            for (table,) in tables:
                for row in db.execute(f'SELECT * FROM "{table.decode()}"'):
                    yield from (value for value in row if isinstance(value, bytes))


def pieces(path):
    content = path.read_bytes()
    yield content
    yield from streams(content)
    if content.startswith(b"SQLite format 3\0"):
        whole = b"\n".join(values(path))
        yield whole
        yield from streams(whole)


def look(folders, words, leave_out=()):
    """[(path, word, form)] of everything found; also in the names of files."""
    needles = [(word, name, form) for word in words for name, form in forms(word).items()]
    found, seen = [], 0
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if any(path.is_relative_to(out) for out in leave_out) or not path.is_file():
                continue
            seen += 1
            haystacks = [str(path).encode(), *pieces(path)]
            for word, name, form in needles:
                if any(form in haystack for haystack in haystacks):
                    found.append((path, word, name))
    return found, seen


def prove_that_it_finds(folder, words):
    """Each form of each word, planted bare and inside each kind of stream, is found as that form."""
    folder = pathlib.Path(folder)
    planted = 0
    for word in words:
        for name, form in forms(word).items():
            hay = b"\x00before" + form + b"after\xff"
            for number, content in enumerate((hay, b"x" + zlib.compress(hay), b"y" + zstd(hay),
                                              b"z" + gzip(hay))):
                place = folder / f"{planted}-{number}"
                place.mkdir(parents=True)
                (place / "file").write_bytes(content)
                found, _ = look([place], [word])
                assert (place / "file", word, name) in found, (word, name, number)
            planted += 1
    return planted


def gzip(data):
    packer = zlib.compressobj(wbits=31)
    return packer.compress(data) + packer.flush()
