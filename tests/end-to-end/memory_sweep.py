"""Looks for planted words in the memory of a running program: every mapping that can be read, found
in every form of sweep.forms(). Reads /proc/PID/mem: for root only, as our programs forbid others.
"""

import re

import sweep

PIECE = 64 << 20
BLOCK = 64 << 10
LINE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ \S+ \S+\s*(.*)")


def may_read(pid):
    try:
        with open(f"/proc/{pid}/mem", "rb"), open(f"/proc/{pid}/maps", encoding="utf-8") as maps:
            return bool(maps.readline())
    except OSError:
        return False


def mappings(pid):
    with open(f"/proc/{pid}/maps", encoding="utf-8") as lines:
        for line in lines:
            start, end, rights, name = LINE.match(line).groups()
            # A file mapped for reading is the file: libraries, fonts, tables.
            is_file = name.startswith("/") and "w" not in rights
            if "r" in rights and not is_file and name not in ("[vvar]", "[vsyscall]"):
                yield int(start, 16), int(end, 16), name


def forms_of_bytes(raw):
    """As sweep.forms(), of bytes that are no text."""
    return {"raw": raw, "hex": raw.hex().encode(), "HEX": raw.hex().upper().encode(),
            **dict(sweep.base64_forms(raw))}


def in_use(piece):
    """What is not zero, without cutting what hangs together: most of a stack was never touched."""
    nothing, begin = bytes(BLOCK), None
    for at in range(0, len(piece), BLOCK):
        empty = piece[at:at + BLOCK] == nothing[:len(piece) - at]
        if not empty and begin is None:
            begin = at
        if empty and begin is not None:
            yield begin, piece[begin:at]
            begin = None
    if begin is not None:
        yield begin, piece[begin:]


def look(pid, markers):
    """[(marker, form, mapping, address, what stands around it)] and how many bytes were read."""
    needles = [(marker, name, form) for marker, forms in markers.items()
               for name, form in forms.items()]
    longest = max(len(form) for _, _, form in needles)
    found, seen = [], 0
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for start, end, name in mappings(pid):
            at = start
            while at < end:
                try:
                    memory.seek(at)
                    piece = memory.read(min(PIECE, end - at))
                except OSError:
                    break  # unmapped in between
                if not piece:
                    break
                seen += len(piece)
                for offset, used in in_use(piece):
                    for marker, form_name, form in needles:
                        place = used.find(form)
                        if place >= 0:
                            around = used[max(0, place - 80):place + len(form) + 80]
                            found.append((marker, form_name, name or "anonymous",
                                          hex(at + offset + place), around))
                if at + len(piece) >= end:
                    break
                at += max(1, len(piece) - longest)
    return found, seen
