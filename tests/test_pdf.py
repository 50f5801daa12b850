"""PDF files: their text in reading order and in paragraphs, where its pages begin, and what cannot be read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.load import File, load
from corpus.readers.pdf import read
from tests.documents import sentence
from tests.sheets import (
    CHARACTERS,
    HEIGHT,
    LEADING,
    LEFT,
    LONG,
    LONGER,
    SHORT,
    SIZE,
    TOP,
    WIDTH,
    Sheet,
    printed,
    wrapped,
)


def test_lines_broken_by_the_width_are_joined(sheet: Sheet) -> None:
    sheet.lines([*wrapped(LONG), *wrapped(SHORT), *wrapped(LONGER)])
    source = read(sheet.save())
    assert source.text == f"{LONG}\n{SHORT}\n{LONGER}\n"
    assert (source.title, source.pages) == ("", (0,))


def test_a_paragraph_goes_on_over_pages(tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    pages = printed(path, [LONG, LONGER, SHORT, LONG], rows=3)
    source = read(path)
    assert source.text == f"{LONG}\n{LONGER}\n{SHORT}\n{LONG}\n"
    assert len(source.pages) == len(pages) == 3
    for start, (first, *_) in zip(source.pages, pages, strict=True):
        assert source.text[start:].startswith(first.strip("\u3000"))


def test_items_and_articles_keep_their_lines(sheet: Sheet) -> None:
    lines = [
        "第一章　总则",
        "第一条　" + LONG,
        "（一）登记满一年；",
        "（二）正常纳税。",
        "一、总体要求",
        "1.申请的材料",
    ]
    sheet.lines(row for line in lines for row in wrapped(line))
    assert read(sheet.save()).text.splitlines() == lines


def test_a_reference_at_the_start_of_a_line_is_no_article(sheet: Sheet) -> None:
    text = "违反本办法的企业应当在三十日以内改正，逾期不改正的，依照第十条的规定处理；情节轻微的，予以提醒。"
    rows = wrapped(text)
    assert rows[1].startswith("第十条")
    sheet.lines(rows)
    assert read(sheet.save()).text == text + "\n"


def test_paragraphs_without_indents_are_told_by_their_distance(sheet: Sheet) -> None:
    full = LONG[: CHARACTERS - 1] + "。"
    y = TOP
    for paragraph in (full, LONG, full, SHORT):
        y = sheet.lines(wrapped(paragraph, indent=0), y=y) + LEADING
    assert read(sheet.save()).text == f"{full}\n{LONG}\n{full}\n{SHORT}\n"


def test_items_hang_below_their_words(sheet: Sheet) -> None:
    y = TOP
    for number in ("1.", "2."):
        sheet.line(LEFT, y, number)
        y = sheet.lines(wrapped(LONG, CHARACTERS - 2, indent=0), x=LEFT + 2 * SIZE, y=y)
    sheet.lines(wrapped(LONGER), y=y)
    assert read(sheet.save()).text == f"1. {LONG}\n2. {LONG}\n{LONGER}\n"


def test_a_centred_chapter_is_no_full_line(sheet: Sheet) -> None:
    chapter = "第二章　企业登记和人才服务平台"
    sheet.lines(wrapped("第一条　" + SHORT))
    sheet.centred(TOP + LEADING, chapter)
    sheet.lines(wrapped("第二条　" + SHORT), y=TOP + 2 * LEADING)
    assert read(sheet.save()).text.splitlines() == ["第一条　" + SHORT, chapter, "第二条　" + SHORT]


def test_two_short_lines_are_not_one(sheet: Sheet) -> None:
    lines = ["一、企业登记服务", "每户补助三点五万。"]
    sheet.lines(row for line in lines for row in wrapped(line))
    assert read(sheet.save()).text.splitlines() == lines


@pytest.mark.parametrize("order", ["left first", "right first", "row by row"])
def test_two_columns(sheet: Sheet, order: str) -> None:
    sheet.centred(100, "某县办法", 22)
    rows = [row for text in (LONG, LONGER, SHORT, LONG, LONGER) for row in wrapped(text, 16)]
    half = -(-len(rows) // 2)
    columns = [
        (x, number, row) for x, part in ((LEFT, rows[:half]), (320.0, rows[half:])) for number, row in enumerate(part)
    ]
    columns.sort(
        key={"left first": lambda c: c[0], "right first": lambda c: -c[0], "row by row": lambda c: c[1]}[order]
    )
    for x, number, row in columns:
        sheet.lines([row], x, TOP + number * LEADING)
    sheet.lines(wrapped(LONG), y=TOP + half * LEADING)
    assert read(sheet.save()).text == f"# 某县办法\n{LONG}\n{LONGER}\n{SHORT}\n{LONG}\n{LONGER}\n{LONG}\n"


@pytest.mark.parametrize("number", ["{}", "— {} —", "- {} -", "第{}页 共9页", "第 {} 页", "{}/9", "Page {} of 9"])
def test_running_heads_and_page_numbers_are_left_out(sheet: Sheet, number: str) -> None:
    texts = [LONG, LONGER, SHORT + LONG]
    for page, text in enumerate(texts, 1):
        sheet.centred(40, "某县人民政府公报", 9)
        sheet.line(LEFT, 60, f"2024年第3期　{page}", 9)
        sheet.lines(wrapped(text), y=TOP)
        sheet.line(WIDTH / 2, HEIGHT - 40, number.format(page), 9)
        sheet.turn()
    source = read(sheet.save())
    assert source.text == "".join(f"{text}\n" for text in texts)
    assert source.pages == (0, len(LONG) + 1, len(LONG + LONGER) + 2)


def test_the_text_of_margins_stays_where_it_is_not_repeated(sheet: Sheet) -> None:
    for text in (LONG, LONGER):
        sheet.lines(wrapped(text), y=60)
        sheet.lines([text[:9] + "。"], y=HEIGHT - 60)
        sheet.turn()
    assert read(sheet.save()).text == f"{LONG}\n{LONG[:9]}。\n{LONGER}\n{LONGER[:9]}。\n"


def test_titles_and_headings_by_size(sheet: Sheet) -> None:
    sheet.centred(80, "某省人民政府关于促进县域", 22)
    sheet.centred(112, "创新发展的意见", 22)
    y = sheet.lines(wrapped(LONG), y=160) + 10
    for heading, text in (("扶持小企业", LONG), ("一、总体要求", LONGER), ("培养人才", SHORT)):
        sheet.line(LEFT, y, heading, 15)
        y = sheet.lines(wrapped(text), y=y + 26) + 10
    source = read(sheet.save())
    title = "某省人民政府关于促进县域创新发展的意见"
    assert source.title == title
    assert source.text == f"# {title}\n{LONG}\n## 扶持小企业\n{LONG}\n一、总体要求\n{LONGER}\n## 培养人才\n{SHORT}\n"


def test_the_measures_of_a_pdf(sheet: Sheet) -> None:
    sheet.centred(80, "某县促进小企业发展办法", 22)
    sheet.lines(row for text in (f"第一条　{LONG}", f"第二条　{LONGER}") for row in wrapped(text))
    document, measures = load(File(sheet.save(), "sheet.pdf"))
    assert (document.title, document.kind) == ("某县促进小企业发展办法", "办法")
    assert [(measure.title, measure.text) for measure in measures] == [("第一条", LONG), ("第二条", LONGER)]
    assert all(document.text[measure.start : measure.end] == measure.text for measure in measures)


def test_a_red_head_is_no_title(sheet: Sheet) -> None:
    sheet.centred(150, "某省人民政府文件", 36)
    sheet.centred(180, "某政发〔2024〕3号")
    sheet.centred(220, "关于支持小企业的意见", 22)
    y = sheet.lines([*wrapped("一、" + LONG), *wrapped("二、" + LONGER)], y=250)
    sheet.line(370, y, "某省人民政府")
    sheet.line(370, y + LEADING, "2024年5月6日")
    document, measures = load(File(sheet.save(), "sheet.pdf"))
    assert (document.title, document.number) == ("关于支持小企业的意见", "某政发〔2024〕3号")
    assert document.date == "2024-05-06"
    assert document.text.splitlines() == [
        "某省人民政府文件",
        "某政发〔2024〕3号",
        "# 关于支持小企业的意见",
        "一、" + LONG,
        "二、" + LONGER,
        "某省人民政府",
        "2024年5月6日",
    ]
    assert len(measures) == 2


def test_bold_headings_and_divided_words_in_english(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "english.pdf", font="Helvetica")
    sheet.line(LEFT, 100, "Measures for Small Enterprises", 20, "Helvetica-Bold")
    sheet.line(LEFT, TOP, "Training", font="Helvetica-Bold")
    y = sheet.lines(
        [
            "Every county sets up an office that helps small enter-",
            "prises to train their staff. It publishes each winter",
        ],
        y=TOP + LEADING,
    )
    y = sheet.lines(["how the money was spent."], y=y)
    sheet.line(LEFT, y + 10, "Loans", font="Helvetica-Bold")
    sheet.lines(["Loans are granted in 2024-2025 only."], y=y + 10 + LEADING)
    source = read(sheet.save())
    assert source.title == "Measures for Small Enterprises"
    assert source.text == (
        "# Measures for Small Enterprises\n## Training\n"
        "Every county sets up an office that helps small enterprises to train their staff. "
        "It publishes each winter how the money was spent.\n"
        "## Loans\nLoans are granted in 2024-2025 only.\n"
    )


def test_rows_of_a_table_are_lines(sheet: Sheet) -> None:
    y = sheet.lines(wrapped(LONG))
    table = (("档次", "金额", "条件"), ("小企业", "一万元", "登记满一年"), ("合作社", "两万元", "成员五户以上"))
    for row in table:
        for x, cell in zip((LEFT, 220, 350), row, strict=True):
            sheet.line(x, y, cell)
        y += LEADING
    sheet.lines(["县工业", "部门"], 90, y)
    sheet.lines(["受理申请，十日内", "答复"], 220, y)
    sheet.lines(wrapped(LONGER), y=y + 2 * LEADING)
    rows = [*(" | ".join(row) for row in table), "县工业部门 | 受理申请，十日内答复"]
    assert read(sheet.save()).text.splitlines() == [LONG, *rows, LONGER]


def test_characters_beyond_the_usual(sheet: Sheet) -> None:
    text = "“引号”、‘单引号’《书名》〔2024〕3号——1.5万元……①②％＋：；？！"
    sheet.lines([text])
    assert read(sheet.save()).text == text + "\n"


def test_a_watermark_set_aslant_is_left_out(sheet: Sheet) -> None:
    sheet.canvas.saveState()
    sheet.canvas.translate(200, 400)
    sheet.canvas.rotate(45)
    sheet.line(0, HEIGHT, "内部资料", 40)
    sheet.canvas.restoreState()
    sheet.lines(wrapped(LONG))
    assert read(sheet.save()).text == LONG + "\n"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(sheet: Sheet, turn: int) -> None:
    sheet.rotate(turn)
    sheet.lines([*wrapped(LONG), *wrapped(SHORT)])
    assert read(sheet.save()).text == f"{LONG}\n{SHORT}\n"


def test_three_hundred_pages(sheet: Sheet) -> None:
    numerals = str.maketrans("0123456789", "〇一二三四五六七八九")
    texts = [f"{LONG[: page % 40 + 5]}是这个第{page}项。".translate(numerals) for page in range(1, 301)]
    for page, text in enumerate(texts, 1):
        sheet.centred(40, "某县人民政府公报", 9)
        sheet.lines(wrapped(text))
        sheet.centred(HEIGHT - 40, f"— {page} —", 9)
        sheet.turn()
    source = read(sheet.save())
    assert source.text.splitlines() == texts
    assert [source.text[start:].split("\n")[0] for start in source.pages] == texts


def test_two_thousand_pages(sheet: Sheet) -> None:
    numerals = str.maketrans("0123456789", "〇一二三四五六七八九")
    texts = [f"这是名单的第{page}项。".translate(numerals) for page in range(1, 2001)]
    for page, text in enumerate(texts, 1):
        sheet.lines([text])
        sheet.line(WIDTH / 2, HEIGHT - 40, str(page), 9)
        sheet.turn()
    document, measures = load(File(sheet.save(), "sheet.pdf"))
    assert document.text.splitlines() == texts
    assert [document.page(document.text.index(text)) for text in texts[::333]] == [*range(1, 2001, 333)]
    assert measures[-1].text.endswith(texts[-1])


def test_an_empty_page_begins_where_the_next_does(sheet: Sheet) -> None:
    for text in (LONG, "", SHORT, ""):
        sheet.lines(wrapped(text))
        sheet.turn()
    start = len(LONG) + 1
    assert read(sheet.save()).pages == (0, start, start, start + len(SHORT) + 1)


@given(st.lists(st.lists(sentence, min_size=1, max_size=6).map("".join), min_size=1, max_size=8), st.integers(3, 12))
def test_paragraphs_survive_any_page_breaks(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str], rows: int
) -> None:
    path = tmp_path_factory.mktemp("pdf") / "random.pdf"
    pages = printed(path, paragraphs, rows)
    source = read(path)
    assert source.text.splitlines() == paragraphs
    starts = [source.text[start:].replace("\n", "") for start in source.pages]
    assert all(rest.startswith(lines[0].strip("\u3000")) for rest, lines in zip(starts, pages, strict=True))


def test_the_policy_begins_below_its_title_whatever_stands_above(sheet: Sheet) -> None:
    sheet.line(LEFT, TOP, "甲县公报第四十一期")
    sheet.centred(TOP + 3 * LEADING, "甲县乘车细则", size=2 * SIZE)
    sheet.lines([*wrapped(LONG), *wrapped(SHORT)], y=TOP + 7 * LEADING)
    source = read(sheet.save())
    assert source.text == f"甲县公报第四十一期\n# 甲县乘车细则\n{LONG}\n{SHORT}\n"
    assert source.text[source.head :] == f"{LONG}\n{SHORT}\n"
