"""Service items for a bench only: the senior allowance under other names, spread over all areas.

What they say is put together from words that services have; what they do is the allowance's.
"""

import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATTERN = ROOT / "flows" / "catalogue" / "senior-allowance"
AREAS = ("instant", "journey", "proactive", "print", "booking", "progress", "appeals", "health")
WHO = (("高龄老人", "高齡老人", "Senior"), ("残疾人", "殘疾人", "Disabled"),
       ("新生儿", "新生兒", "Newborn"), ("企业", "企業", "Company"),
       ("高校毕业生", "高校畢業生", "Graduate"))
WHAT = (("社保", "社保", "insurance"), ("医保", "醫保", "medical"), ("公积金", "公積金", "housing fund"),
        ("居住证", "居住證", "residence"), ("健康证", "健康證", "health"),
        ("执照", "執照", "licence"), ("驾驶证", "駕駛證", "driving"), ("津贴", "津貼", "allowance"),
        ("补贴", "補貼", "subsidy"), ("学位", "學位", "school"), ("户口", "戶口", "register"),
        ("护照", "護照", "passport"))
HOW = (("申领", "申領", "apply"), ("查询", "查詢", "enquire"), ("变更", "變更", "change"),
       ("打印", "列印", "print"), ("注销", "註銷", "cancel"))
MOST = len(WHO) * len(WHAT) * len(HOW)


def name_of(number):
    """Neighbours differ in every word; all three languages."""
    who = WHO[number % len(WHO)]
    what = WHAT[number // len(WHO) % len(WHAT)]
    how = HOW[number // len(WHO) // len(WHAT) % len(HOW)]
    return who[0] + what[0] + how[0], who[1] + what[1] + how[1], " ".join((who[2], what[2], how[2]))


def replaced(text, key, value):
    text, times = re.subn(rf'^{key} = .*$', lambda _: f'{key} = {value}', text, count=1,
                          flags=re.MULTILINE)
    assert times == 1, key
    return text


def make_bundles(bin_folder, folder, count):
    """Packs `count` items into `folder`: what `district init --seed-items` takes."""
    assert 0 < count <= MOST
    folder.mkdir(parents=True)

    def make(number):
        work = folder.with_name(f"{folder.name}-work-{number}")
        simple, hong_kong, english = name_of(number)
        title, line = simple + "（测试）", simple + "，当场出结果"
        shutil.copytree(PATTERN, work)
        text = (work / "item.toml").read_text(encoding="utf-8")
        for key, value in (("id", f'"bench-{number:03d}"'), ("title", f'"{title}"'),
                           ("area", f'"{AREAS[number % len(AREAS)]}"'), ("name", f'"{simple}"'),
                           ("summary", f'"{line}"')):
            text = replaced(text, key, value)
        (work / "item.toml").write_text(text, encoding="utf-8")
        for language, words in (("zh-HK", (hong_kong + "（測試）", hong_kong,
                                           hong_kong + "，當場出結果")),
                                ("en", (english + " (test)", english, english + " at once"))):
            with open(work / "texts" / f"{language}.po", "a", encoding="utf-8") as po:
                for source, said in zip((title, simple, line), words):
                    po.write(f'\nmsgid "{source}"\nmsgstr "{said}"\n')
        subprocess.run([str(bin_folder / "flowctl"), "pack", str(work), "-o",
                        str(folder / f"bench-{number:03d}.bundle")], check=True,
                       stdout=subprocess.DEVNULL)
        shutil.rmtree(work)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(make, range(count)))
