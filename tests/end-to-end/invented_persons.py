"""As many invented persons as a test wants, always the same ones: nobody here exists.

Document numbers are whole in form (GB 11643: check character, a birth date that exists) and of an
area that does not exist: GB/T 2260 has no 99. Names are put together from short lists.
"""

import datetime
import json
import pathlib

AREA = "990000"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
FIRST = "建文秀玉志海春晓国美"
SECOND = "强芳兰伟敏军丽静涛霞明娟波平辉"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def citizen_number(birth, order):
    body = f"{AREA}{birth:%Y%m%d}{order:03d}"
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, WEIGHTS)) % 11]


def person(n):
    """The n-th of them, n = 1 ...; born between 1932 and 2017, nobody with another's number."""
    birth = datetime.date(1932, 1, 1) + datetime.timedelta(days=n * 7919 % 31000)
    order = n % 1000
    name = (SURNAMES[n % len(SURNAMES)] + FIRST[n // 7 % len(FIRST)]
            + SECOND[n // 3 % len(SECOND)])
    return {"id": f"X{n:05d}", "name": name, "sex": 1 if order % 2 else 2,
            "birth": birth.isoformat(), "document_type": "id-card",
            "document_number": citizen_number(birth, order)}


def masked(name):
    """How a screen shows a name of three characters."""
    return name[0] + "*" * (len(name) - 2) + name[-1]


def write_with_catalogue(catalogue, count, path):
    """A persons file for `district init`: the catalogue's (staff is among them) and ours."""
    everybody = json.loads(pathlib.Path(catalogue).read_text(encoding="utf-8"))
    ours = [person(n) for n in range(1, count + 1)]
    assert len({p["document_number"] for p in ours}) == count
    everybody["persons"] += ours
    pathlib.Path(path).write_text(json.dumps(everybody, ensure_ascii=False), encoding="utf-8")
    return ours
