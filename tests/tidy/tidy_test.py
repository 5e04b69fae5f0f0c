#!/usr/bin/env python3
"""Proves of each rule that it can fail: `tidy_test.py RULE...`, no RULE means all of them.

A rule is shown a small tree that keeps the house rules and must find nothing. Then, for each
case below, one file of that tree is made bad, and the rule must name that file.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import tidy
from tree import Tree

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#. The button that goes on.
msgid "common.next"
msgstr "{0}"

msgid "failure.printer_jam.citizen"
msgstr "one {printer}"

msgid "failure.printer_jam.clerk"
msgstr ""
"two"

msgid "failure.printer_jam.technician"
msgstr "three"
"""

GOOD = {
    ".clang-format": "BasedOnStyle: Google\nColumnLimit: 100\n",
    "base/failure_codes.def": "DK_FAILURE(printer_jam, kTrouble)  // paper is stuck\n",
    "base/result.h": '#pragma once\n\n#include "base/clock.h"\n',
    "base/clock.h": "#pragma once\n",
    "i18n/po/zh_CN.po": PO.format("下一步", printer="{printer}"),
    "i18n/po/zh_TW.po": PO.format("下一步", printer="{printer}"),
    "i18n/po/en.po": PO.format("Next", printer="{printer}"),
    "i18n/names.cpp": '#include "base/result.h"\n\n'
                      '// tidy: data (compound surnames)\n'
                      'const char* const kNames[] = {\n    "欧阳",\n    "司徒",\n};\n',
    "district/main/demo.cpp": '#include "flows/engine.h"\n#include "offline-cache/wire/event.h"\n\n'
                              'const char* kName = "张伟";\n',
    "offline-cache/outbox.cpp": '#include <sqlite3.h>\n\n#include "offline-cache/wire/event.h"\n',
    "kiosk/ui/canvas.h": "#pragma once\n\n#include <SDL.h>\n",
    "kiosk/screens/home.cpp":
        '#include "drivers/scanner.h"\n#include "kiosk/ui/canvas.h"\n\n'
        'void draw(Ui& ui) {\n'
        '  ui.button("home.next", tr("common.next"));  // "words in a comment: 下一步"\n'
        '  draw_text(10, tr("common.next"));\n'
        '  ui.number("{}.{:02}", 1);\n}\n',
    "kiosk/screens/home_test.cpp": 'TEST(Home, says_next) { EXPECT_EQ("下一步", says()); }\n',
    "tools/packages.txt": "# packages\nlibsdl2-dev linked # window\ncmake build # builds\n",
    "docs/dependencies.md": "# Dependencies\n\n| package | licence | why |\n|---|---|---|\n"
                            "| `libsdl2-dev` | zlib | window |\n",
    "tests/fuzz/frame_fuzz.cpp": "// links: dk_base\n// decodes: base/clock.h\n",
    "tests/fuzz/dict/frame.dict": '# words\n"\\x00\\"a\\\\"\n',
    "tests/fuzz/corpus/frame/one": "seed",
    "tests/hall.py": "import json\n\nprint(json.dumps([]))\n",
    "README.md": "# Kiosk\n\n## How to build\n\n[why](docs/dependencies.md), [how](#how-to-build), "
                 "[web](https://example.org/x), `[code](nowhere.md)`\n",
}

# For each rule: a name, the file that is made bad, and what it then holds (None: it is gone).
BAD = {
    "include_direction": [
        ("base looks up", "base/result.h", '#include "i18n/names.h"\n'),
        ("drivers know flows", "drivers/scanner.h", '#include "flows/engine.h"\n'),
        ("district reads the store", "district/main/demo.cpp", '#include "offline-cache/outbox.h"\n'),
        ("district knows devices", "district/web.cpp", '#include "drivers/scanner.h"\n'),
        ("kiosk knows the district", "kiosk/screens/home.cpp", '#include "district/web.h"\n'),
        ("wire knows the store", "offline-cache/wire/event.h", '#include "offline-cache/outbox.h"\n'),
        ("flows know the store", "flows/engine.cpp", '#include "offline-cache/wire/event.h"\n'),
        ("a test looks up too", "i18n/names_test.cpp", '#include "kiosk/ui/canvas.h"\n'),
        ("not from the root", "base/clock.h", '#include "result.h"\n'),
        ("ours in angle brackets", "base/clock.h", "#include <base/result.h>\n"),
        ("indented", "base/clock.h", '#  include "kiosk/ui/canvas.h"\n'),
    ],
    "heavy_headers": [
        ("json", "base/clock.h", "#include <nlohmann/json.hpp>\n"),
        ("spdlog", "base/clock.h", "#include <spdlog/spdlog.h>\n"),
        ("fmt", "base/clock.h", "#include <fmt/format.h>\n"),
        ("httplib", "district/server.h", "#include <httplib.h>\n"),
        ("command line", "base/clock.h", "#include <CLI/CLI.hpp>\n"),
        ("curl", "base/clock.h", '#include "curl/curl.h"\n'),
        ("openssl", "base/clock.h", "#include <openssl/evp.h>\n"),
        ("sqlite", "base/clock.h", "#include <sqlite3.h>\n"),
        ("toml", "base/clock.h", "#include <toml++/toml.h>\n"),
        ("boost", "i18n/names.h", "#include <boost/locale.hpp>\n"),
        ("imgui in a screen", "kiosk/screens/home.h", "#include <imgui.h>\n"),
        ("SDL in a driver", "drivers/scanner.h", "#include <SDL2/SDL.h>\n"),
        ("json in the drawing layer", "kiosk/ui/canvas.h", "#include <nlohmann/json_fwd.hpp>\n"),
    ],
    "words_in_code": [
        ("Chinese", "flows/engine.cpp", 'const char* kText = "下一步";\n'),
        ("in a raw string", "flows/engine.cpp", 'const char* kText = R"x(a\n下一步)x";\n'),
        ("escaped", "flows/engine.cpp", 'const char* kText = "\\u4e0b";\n'),
        ("as bytes", "flows/engine.cpp", 'const char* kText = "\\xe4\\xb8\\x8b";\n'),
        ("after the data ended", "i18n/names.cpp",
         '// tidy: data\nint a;\n\nconst char* kText = "下";\n'),
        ("full width letters", "flows/engine.cpp", 'const char* kText = "ＯＫ";\n'),
        ("English on a screen", "kiosk/screens/home.cpp", 'void f() { say("no paper"); }\n'),
        ("a capital on a screen", "kiosk/screens/home.cpp", 'void f() { say("Next"); }\n'),
        ("drawn as it is", "kiosk/screens/home.cpp", 'void f() { draw->AddText(p, c, "next"); }\n'),
        ("drawn with a call beside it", "kiosk/screens/home.cpp",
         'void f() { draw_text(at(1, "id"), "next"); }\n'),
    ],
    "file_length": [
        ("401 lines", "flows/engine.cpp", "\n" * 401),
        ("a header too", "base/clock.h", "// why\n" * 401),
    ],
    "clang_format": [
        ("laid out by hand", "base/clock.h", "#pragma once\n\nint  f( );\n"),
    ],
    "catalogues_agree": [
        ("a key less", "i18n/po/en.po", PO.split("msgid \"failure.printer_jam.tech")[0]),
        ("a language less", "i18n/po/en.po", None),
        ("no text", "i18n/po/en.po", PO.format("", printer="{printer}")),
        ("other places", "i18n/po/en.po", PO.format("Next", printer="{device}")),
        ("a key twice", "i18n/po/en.po", PO.format("Next", printer="{printer}") * 2),
        ("fuzzy", "i18n/po/en.po",
         PO.format("Next", printer="{printer}").replace("#. The", "#, fuzzy\n#. The")),
    ],
    "keys_exist": [
        ("unknown key", "kiosk/screens/home.cpp", 'auto a = tr("common.back");\n'),
        ("with a locale first", "kiosk/screens/home.cpp", 'auto a = tr(zh(1), "common.back");\n'),
        ("either of two", "flows/engine.cpp",
         'auto a = tr(on ? "common.next" : "common.back");\n'),
        ("either of two, by equality", "flows/engine.cpp",
         'auto a = tr(n == 1 ? "common.next" : "common.back");\n'),
        ("in a named language", "flows/engine.cpp", 'auto a = tr_in("en", "common.back");\n'),
        ("kept for later", "flows/engine.cpp", 'Item a{.title_key = "common.back"};\n'),
        ("plural", "flows/engine.cpp", 'auto a = tr_plural("common.tubes", 3);\n'),
        ("in one language only", "i18n/po/en.po", PO.replace("common.next", "common.forward")),
    ],
    "failures_have_words": [
        ("a new failure", "base/failure_codes.def",
         "DK_FAILURE(printer_jam, kTrouble)\nDK_FAILURE(paper_out, kTrouble)\n"),
        ("one reader forgotten", "i18n/po/en.po", PO.replace("jam.clerk", "jam.clerc")),
        ("nothing to compare", "base/failure_codes.def", "// empty\n"),
        ("no list", "base/failure_codes.def", None),
    ],
    "dead_links": [
        ("no file", "README.md", "[why](docs/dependency.md)\n"),
        ("no picture", "README.md", "![home](docs/home.png)\n"),
        ("no heading", "README.md", "# Kiosk\n\n[how](#how-to-build)\n"),
        ("no heading there", "README.md", "[why](docs/dependencies.md#why)\n"),
        ("from another folder", "docs/dependencies.md", "[start](README.md)\n"),
        ("out of the tree", "README.md", "[x](../../../../etc/passwd)\n"),
        ("absolute", "README.md", "[x](/docs/dependencies.md)\n"),
    ],
    "licences": [
        ("a new library", "tools/packages.txt",
         "libsdl2-dev linked # window\nlibzstd-dev linked # smaller\n"),
        ("no licence", "docs/dependencies.md", "| `libsdl2-dev` |  | window |\n"),
        ("no reason", "tools/packages.txt", "libsdl2-dev linked\n"),
        ("no kind", "tools/packages.txt", "libsdl2-dev # window\n"),
        ("no page", "docs/dependencies.md", None),
    ],
    "traces": [
        ("a folder of the workplace", "README.md", "See /" + "work/shared/design.md\n"),
        ("another", "flows/engine.cpp", "// from /tmp/" + "w/notes\n"),
        ("a task without reason", "flows/engine.cpp", "// TO" + "DO: tidy up\n"),
        ("another kind", "flows/engine.cpp", "// FIX" + "ME later\n"),
    ],
    "fuzz_targets": [
        ("decodes nothing", "tests/fuzz/frame_fuzz.cpp", "// links: dk_base\n"),
        ("decodes what is gone", "tests/fuzz/frame_fuzz.cpp", "// decodes: base/gone.cpp\n"),
        ("no dictionary", "tests/fuzz/dict/frame.dict", None),
        ("an empty dictionary", "tests/fuzz/dict/frame.dict", "\n"),
        ("no word", "tests/fuzz/dict/frame.dict", '"a"\n"\\q"\n'),
        ("no seeds", "tests/fuzz/corpus/frame/one", None),
        ("seeds too large", "tests/fuzz/corpus/frame/one", "x" * 300_001),
        ("seeds of nobody", "tests/fuzz/corpus/other/one", "seed"),
        ("words of nobody", "tests/fuzz/dict/other.dict", '"a"\n'),
    ],
    "python_names": [
        ("not imported", "tests/hall.py", "def f():\n    return json.dumps([])\n"),
        ("not used", "tests/hall.py", "import json\n"),
        ("a program without an ending", "tools/demo", "#!/usr/bin/env python3\nprint(here)\n"),
        ("no Python at all", "tests/hall.py", "def f(:\n"),
    ],
}


def make(root, files):
    for path, text in files.items():
        if text is not None:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")


def findings_of(rule, files):
    with tempfile.TemporaryDirectory(prefix="tidy-") as folder:
        make(Path(folder), files)
        return list(tidy.RULES[rule](Tree(folder)))


def prove(rule):
    """Prints what is wrong with a rule and returns how much."""
    wrong = 0
    good = dict(GOOD)
    if rule == "clang_format":
        if shutil.which("clang-format-19") is None:
            print("SKIPPED: clang-format-19 is missing; tools/setup --dev installs it")
            raise SystemExit(77)
        good = {p: t for p, t in GOOD.items() if p in (".clang-format", "base/clock.h")}
    if rule == "python_names" and shutil.which("pyflakes3") is None:
        print("SKIPPED: pyflakes3 is missing; tools/setup --dev installs it")
        raise SystemExit(77)
    for finding in findings_of(rule, good):
        print(f"{rule}: finds fault with a good tree: {finding}")
        wrong += 1
    cases = BAD.get(rule, [])
    if not cases:
        print(f"{rule}: no bad case shows that it can fail")
        wrong += 1
    for name, path, text in cases:
        found = findings_of(rule, {**good, path: text})
        if not found:
            print(f"{rule}: does not see: {name}")
            wrong += 1
        elif not any(path in str(f) or path.startswith(f.path) for f in found):
            print(f"{rule}: {name}: does not name {path}: {[str(f) for f in found]}")
            wrong += 1
    print(f"{rule}: {len(cases)} bad cases, {wrong} wrong")
    return wrong


if __name__ == "__main__":
    names = sys.argv[1:] or list(tidy.RULES)
    sys.exit(1 if sum([prove(name) for name in names]) else 0)
