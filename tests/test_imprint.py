"""Who issues a document, under which number and when, is read from its letterhead and from the line below its title."""

from pathlib import Path, PurePosixPath

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from corpus.imprint import imprint, letterhead
from corpus.load import File, load
from corpus.metadata import extract
from corpus.readers.source import Source
from tests.sheets import Sheet

OFFICE = "甲湾开发区管理委员会工业局"
LINES = [OFFICE, "甲开工〔2025〕15号", "关于组织申报2025年度甲湾开发区", "转型专项资金项目的通知", "各镇，有关企业："]
TITLE = LINES[2] + LINES[3]
POLICY = "一、标准\n对新的车间给予补助，每户最高十万元，由县财政在年底前拨付到位。\n"


def told(path: Path) -> tuple[str, str, tuple[str, ...], str]:
    document, measures = load(File(path, path.name))
    assert all(document.text[measure.start : measure.end] == measure.text for measure in measures)
    return document.title, document.number, document.issuers, measures[0].title


def test_the_letterhead_of_a_text_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "文.txt"
    path.write_text("\n".join([*LINES[:2], "", *LINES[2:], POLICY]), encoding="utf-8")
    assert told(path) == (TITLE, LINES[1], (OFFICE,), "一、标准")


@pytest.mark.parametrize("style", [None, "Title"])
def test_the_letterhead_of_a_word_document_is_no_title(tmp_path: Path, style: str | None) -> None:
    file = docx.Document()
    for number, line in enumerate(LINES[:4]):
        paragraph = file.add_paragraph(style=None if number else style)
        paragraph.add_run(line).bold = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in [LINES[4], *POLICY.splitlines()]:
        file.add_paragraph(line)
    file.save(str(tmp_path / "文.docx"))
    assert told(tmp_path / "文.docx") == (TITLE, LINES[1], (OFFICE,), "一、标准")


def test_the_letterhead_of_a_page_is_no_title(tmp_path: Path) -> None:
    body = "".join(f"<p align='center'><b>{line}</b></p>" for line in LINES[:4])
    body += "".join(f"<p>{line}</p>" for line in [LINES[4], *POLICY.splitlines()])
    path = tmp_path / "文.html"
    path.write_text(f"<html><head><title></title></head><body><div id='zoom'>{body}</div></body></html>", "utf-8")
    assert told(path) == (TITLE, LINES[1], (OFFICE,), "一、标准")


def test_the_letterhead_of_a_pdf_is_no_title_though_it_is_larger(sheet: Sheet) -> None:
    sheet.line(120, 80, OFFICE, size=26)
    sheet.line(200, 120, LINES[1])
    sheet.line(90, 160, TITLE, size=16)
    sheet.lines([LINES[4], *POLICY.splitlines()], y=200)
    path = sheet.save()
    assert told(path) == (TITLE, LINES[1], (OFFICE,), "一、标准")
    assert load(File(path, path.name))[0].text.splitlines()[:3] == [OFFICE, LINES[1], f"# {TITLE}"]


@pytest.mark.parametrize(
    ("lines", "offices"),
    [
        ("甲县财政局\n\n甲财〔2025〕1号", "甲县财政局"),
        ("甲 县 财 政 局\n甲财〔2025〕1号", "甲县财政局"),
        ("# 甲县财政局\n甲财〔2025〕1号", "甲县财政局"),
        ("甲县财政局\n甲县工业局\n甲财〔2025〕1号", "甲县财政局"),
        ("甲县财政局　甲县工业局\n甲财〔2025〕1号", "甲县财政局　甲县工业局"),
        ("甲县人民政府文件", "甲县人民政府"),
        ("甲 县 人 民 政 府 文 件", "甲县人民政府"),
        ("甲县财政局便函\n甲财便函〔2025〕1号", "甲县财政局"),
        ("甲县财政局\n甲财〔2025〕1号　　　签发人：某某", "甲县财政局"),
        ("# 甲县人民政府文件\n甲政发〔2025〕1号", "甲县人民政府"),
        ("# 甲县一号文件\n第一条　甲。", ""),
        ("甲县财政局\n关于补贴的通知\n甲财〔2025〕1号", ""),
        ("甲县补贴办法\n甲财〔2025〕1号", ""),
        ("关于设立工业局\n甲财〔2025〕1号", ""),
        ("甲县人民政府\n令第9号", ""),
    ],
)
def test_letterheads(lines: str, offices: str) -> None:
    assert letterhead(lines.split("\n")) == offices


@pytest.mark.parametrize(
    ("line", "number", "date", "issuers"),
    [
        (
            "（甲政发〔2021〕23号　2021年11月18日甲县人民政府印发）",
            "甲政发〔2021〕23号",
            "2021-11-18",
            ("甲县人民政府",),
        ),
        (
            "（甲经〔2024〕22号，2024年9月3日甲市发展局、财政局联合印发）",
            "甲经〔2024〕22号",
            "2024-09-03",
            ("甲市发展局", "财政局"),
        ),
        ("甲政发〔2021〕23号 2021年11月18日", "甲政发〔2021〕23号", "2021-11-18", ()),
        ("2021年11月18日甲县财政局发布", "", "2021-11-18", ("甲县财政局",)),
    ],
)
def test_a_line_below_the_title_tells_number_day_and_issuers(
    line: str, number: str, date: str, issuers: tuple[str, ...]
) -> None:
    text = f"甲县养老规划\n{line}\n第一条　甲。\n"
    found = extract(Source(text), text, PurePosixPath("文.txt"))
    assert (found.title, found.number, found.date, found.issuers) == ("甲县养老规划", number, date, issuers)
    assert text[found.body :] == "第一条　甲。\n"


@pytest.mark.parametrize(
    "line",
    [
        "2021年11月18日",
        "甲政发〔2021〕23号",
        "2021年11月18日甲县人民政府令第9号公布",
        "甲政发〔2021〕23号 2021年11月18日甲县人民政府印发的办法废止",
    ],
)
def test_a_line_that_says_less_or_more_is_no_imprint(line: str) -> None:
    assert imprint(line) is None


@pytest.mark.parametrize(
    "head",
    [
        "000123\n机密★1年\n特急\n甲县财政局\n甲财〔2025〕1号\n关于补贴的通知\n",
        "特急\n甲 县 财 政 局 文 件\n甲财〔2025〕1号　　　签发人：某某\n关 于 补 贴 的 通 知\n",
    ],
)
def test_marks_of_urgency_are_no_title(head: str) -> None:
    text = f"{head}各镇：\n给予补贴。\n"
    found = extract(Source(text), text, PurePosixPath("文.txt"))
    assert (found.title, found.number, found.issuers) == ("关于补贴的通知", "甲财〔2025〕1号", ("甲县财政局",))
    assert text[found.body :] == "给予补贴。\n"


REPLY = "关于第0217号提案的答复"


@pytest.mark.parametrize(
    ("head", "title", "number", "date", "issuers"),
    [
        (
            [
                "类别标记：A",
                "# 甲市民政局",
                "甲民函〔2024〕56号 | 是否公开：公开签发人：周立",
                "## 关于第0217号提案的答复",
            ],
            REPLY,
            "甲民函〔2024〕56号",
            "",
            ("甲市民政局",),
        ),
        (
            ["乙县人民政府", "县长办公会议纪要", "〔2023〕第9期", "乙县人民政府办公室　　　　2023年8月25日"],
            "县长办公会议纪要",
            "",
            "2023-08-25",
            ("乙县人民政府",),
        ),
        (
            ["在民营经济发展大会上的讲话", "", "丙区委书记  陆明", "", "（2024年2月19日，根据录音整理）"],
            "在民营经济发展大会上的讲话",
            "",
            "2024-02-19",
            (),
        ),
    ],
    ids=["a letter", "minutes", "a speech"],
)
def test_letters_minutes_and_speeches(
    tmp_path: Path, head: list[str], title: str, number: str, date: str, issuers: tuple[str, ...]
) -> None:
    path = tmp_path / "文.txt"
    path.write_text("\n".join([*head, "", "同志们：", POLICY]), "utf-8")
    document, measures = load(File(path, path.name))
    assert (document.title, document.number, document.date, document.issuers) == (title, number, date, issuers)
    assert measures[-1].text.startswith("对新的车间给予补助")
