"""Somebody with a terminal's disk in hand: changes its store with SQLite and a hex editor, and with
the stolen key file makes the audit chain anew as offline-cache/FORMAT.md describes it, independent
of the programs. OpenSSL's libcrypto opens the one box that is needed; the rest is hashlib.
"""

import ctypes
import ctypes.util
import hashlib
import hmac
import pathlib
import shutil
import sqlite3

KEY_HEAD = b"dk-terminal-key/1\r\n"


def copy(source, target):
    """The whole data folder, as a machine that lost its power would leave it."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)


class Store:
    """outbox.db of a data folder whose terminal does not run; `with` writes it back."""

    def __init__(self, data):
        self.path = pathlib.Path(data) / "outbox.db"

    def __enter__(self):
        self.db = sqlite3.connect(self.path, isolation_level=None)
        return self

    def __exit__(self, kind, value, trace):
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.close()

    def run(self, sql, *values):
        return self.db.execute(sql, values).rowcount

    def one(self, sql, *values):
        return self.db.execute(sql, values).fetchone()

    def all(self, sql, *values):
        return self.db.execute(sql, values).fetchall()

    def change_bit(self, table, column, where="1"):
        """One bit in the middle of one value, whatever its type."""
        value = self.one(f"SELECT {column} FROM {table} WHERE {where} AND {column} IS NOT NULL "
                         f"ORDER BY {column} DESC LIMIT 1")[0]
        if isinstance(value, bytes):
            changed = bytearray(value)
            changed[len(changed) // 2] ^= 1
            choices = [bytes(changed)]
        elif isinstance(value, str):
            middle = len(value) // 2
            choices = [value[:middle] + chr(ord(value[middle]) ^ 1) + value[middle + 1:]]
        else:
            choices = [value ^ 1, value ^ (1 << 20)]  # the first may be taken, or not allowed
        rows = "rowid" if self.has_rowid(table) else column
        key = self.one(f"SELECT {rows} FROM {table} WHERE {where} AND {column} = ? LIMIT 1",
                       value)[0]
        for changed in choices:
            try:
                assert self.run(f"UPDATE {table} SET {column} = ? WHERE {rows} = ?", changed,
                                key) == 1
                return
            except sqlite3.IntegrityError:
                continue
        raise AssertionError(f"{table}.{column} cannot be changed")

    def has_rowid(self, table):
        try:
            self.db.execute(f"SELECT rowid FROM {table} LIMIT 1")
            return True
        except sqlite3.OperationalError:
            return False

    # The chain (FORMAT.md section 8)

    def start_hash(self):
        return sha256(self.one("SELECT instance FROM store")[0])

    def remake_chain(self):
        """Every hash from the first entry on, and the head in the counter row."""
        previous, peaks, seq = self.start_hash(), [], 0
        for seq, at_ms, event, text in self.all(
                "SELECT seq, at_ms, event, json FROM audit_entry ORDER BY seq"):
            previous = entry_hash(previous, seq, at_ms, event, text)
            self.run("UPDATE audit_entry SET hash = ? WHERE seq = ?", previous, seq)
            grow(peaks, previous)
        self.run("UPDATE counter SET audit_seq = ?, audit_hash = ?, audit_peaks = ?", seq, previous,
                 b"".join(hash_ for _, hash_ in peaks))

    def seal(self, key_file):
        """The seal over identity, counters, head and receipt, with the stolen key file."""
        instance, created = self.one("SELECT instance, created_ms FROM store")
        wrapped = self.one("SELECT wrapped FROM seal_key")[0]
        key = unwrap(key_file, wrapped, b"head-seal/1|" + instance.hex().encode())
        *counts, audit_hash, peaks = self.one(
            "SELECT saved, sent, confirmed, quarantined, last_seq, audit_seq, audit_hash, "
            "audit_peaks FROM counter")
        root = sha256(b"dk.history-root/1\0" + counts[-1].to_bytes(8, "big") + peaks)
        receipt = self.one("SELECT cose FROM receipt")
        what = (b"dk.head-seal/1\0" + instance
                + b"".join(n.to_bytes(8, "big") for n in [created, *counts])
                + audit_hash + root + (sha256(receipt[0]) if receipt else bytes(32)))
        self.run("UPDATE counter SET seal = ?", b"\x05" + hmac.digest(key, what, "sha256"))

    def count_again(self):
        for column, state in (("saved", 0), ("sent", 1), ("confirmed", 2), ("quarantined", 3)):
            self.run(f"UPDATE counter SET {column} = "
                     f"(SELECT count(*) FROM event WHERE state = {state})")


def sha256(data):
    return hashlib.sha256(data).digest()


def entry_hash(previous, seq, at_ms, event, text):
    return sha256(previous + seq.to_bytes(8, "big") + at_ms.to_bytes(8, "big")
                  + event.to_bytes(4, "big") + text.encode())


def grow(peaks, leaf):
    peaks.append((1, sha256(b"\0" + leaf)))
    while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
        (size, right), (_, left) = peaks.pop(), peaks.pop()
        peaks.append((2 * size, sha256(b"\1" + left + right)))


def hkdf(key, info, size=32):
    prk = hmac.digest(bytes(32), key, "sha256")
    return hmac.digest(prk, info + b"\1", "sha256")[:size]


def terminal_key(key_file):
    content = pathlib.Path(key_file).read_bytes()
    assert content.startswith(KEY_HEAD) and len(content) == len(KEY_HEAD) + 32
    return content[len(KEY_HEAD):]


def unwrap(key_file, wrapped, context):
    key = terminal_key(key_file)
    assert wrapped[:8] == hkdf(key, b"dk.terminal-key-id/1", 8), "another terminal's key"
    plain = open_box(hkdf(key, b"dk.terminal-wrap/1"), b"dk.wrap/1\0" + context, wrapped[8:])
    assert plain is not None, "the box does not open"
    return plain


_crypto = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
_crypto.EVP_CIPHER_CTX_new.restype = ctypes.c_void_p
_crypto.EVP_aes_256_gcm.restype = ctypes.c_void_p


def open_box(key, additional, box):
    """AES-256-GCM: algorithm id 3 | nonce (12) | ciphertext | tag (16); None when it does not fit."""
    if len(box) < 29 or box[0] != 3:
        return None
    nonce, text, tag = box[1:13], box[13:-16], box[-16:]
    context = ctypes.c_void_p(_crypto.EVP_CIPHER_CTX_new())
    out, size = ctypes.create_string_buffer(len(text) + 16), ctypes.c_int()
    try:
        _crypto.EVP_DecryptInit_ex(context, ctypes.c_void_p(_crypto.EVP_aes_256_gcm()), None, key,
                                   nonce)
        _crypto.EVP_DecryptUpdate(context, None, ctypes.byref(size), additional, len(additional))
        _crypto.EVP_DecryptUpdate(context, out, ctypes.byref(size), text, len(text))
        _crypto.EVP_CIPHER_CTX_ctrl(context, 0x11, len(tag), tag)  # EVP_CTRL_AEAD_SET_TAG
        if _crypto.EVP_DecryptFinal_ex(context, ctypes.create_string_buffer(16),
                                       ctypes.byref(size)) != 1:
            return None
        return out.raw[:len(text)]
    finally:
        _crypto.EVP_CIPHER_CTX_free(context)
