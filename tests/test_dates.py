"""Published, in force, revised, expires: each day is found where a document says it, and nowhere else."""

import datetime
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import DATE, Dates, find_dates, iso, signatures
from corpus.metadata import extract
from corpus.readers.source import Source

DAYS = st.dates(datetime.date(1949, 10, 1), datetime.date(2099, 12, 31))
NUMERALS = "〇一二三四五六七八九"


def in_numerals(day: datetime.date) -> str:
    def count(number: int) -> str:
        tens, ones = divmod(number, 10)
        return (("" if tens == 1 else NUMERALS[tens]) + "十" if tens else "") + (NUMERALS[ones] if ones else "")

    year = "".join(NUMERALS[int(digit)] for digit in str(day.year))
    return f"{year}年{count(day.month)}月{count(day.day)}日"


@given(
    DAYS,
    st.sampled_from(
        [
            "{0.year}年{0.month}月{0.day}日",
            "{0.year}-{0.month:02}-{0.day:02}",
            "{0.year}/{0.month}/{0.day}",
            "{0.year}.{0.month:02}.{0.day:02}",
            "{0.year} 年 {0.month} 月 {0.day} 日",
        ]
    ),
)
def test_a_day_in_digits_is_found(day: datetime.date, form: str) -> None:
    found = DATE.search(f"于{form.format(day)}，")
    assert found is not None
    assert iso(found) == day.isoformat()


@given(DAYS)
def test_a_day_in_numerals_is_found(day: datetime.date) -> None:
    found = DATE.search(f"于{in_numerals(day)}，")
    assert found is not None
    assert iso(found) == day.isoformat()


def dates(bylines: str = "", events: tuple[str, ...] = (), text: str = "", stem: str = "文件", told: str = "") -> Dates:
    return find_dates(told, bylines, events, text, stem)


def test_labelled_days() -> None:
    line = "成文日期：2021年1月2日 发布日期：2021-02-03 实施日期：2021年3月4日 失效日期：2026年3月3日"
    assert dates(line) == Dates("2021-02-03", "2021-03-04", "", "2026-03-03")
    assert dates("成文日期：2021年1月2日") == Dates("2021-01-02")
    assert dates(line, told="2022-05-06").date == "2022-05-06"


@pytest.mark.parametrize(
    ("events", "found"),
    [
        (
            ("2019年5月1日发布　2021年6月2日修订　自2021年8月1日起施行",),
            Dates("2021-06-02", "2021-08-01", "2021-06-02"),
        ),
        (("2009年1月7日甲市公告第9号公布", "2009年3月1日 施行"), Dates("2009-01-07", "2009-03-01")),
        (
            ("2001年1月2日甲会通过", "2020年3月4日甲会《关于修改〈乙条例〉的决定》修正"),
            Dates("2020-03-04", "", "2020-03-04"),
        ),
        (("2013年7月29日甲委员会通过", "2020年12月23日甲委员会通过"), Dates("2020-12-23", "", "2020-12-23")),
        (("2020年11月3日甲会通过", "2020年12月23日乙会批准"), Dates("2020-12-23")),
    ],
)
def test_the_days_of_a_law(events: tuple[str, ...], found: Dates) -> None:
    assert dates(events=events) == found


@pytest.mark.parametrize(
    ("text", "in_force", "expires"),
    [
        ("第九条　本办法自2021年5月1日起施行。", "2021-05-01", ""),
        ("第九条　本办法自二〇二一年五月一日起施行。", "2021-05-01", ""),
        ("第九条　本规定自2021年5月1日施行。", "2021-05-01", ""),
        ("第九条　本办法自2021年5月1日起施行，有效期5年。", "2021-05-01", "2026-05-01"),
        ("第九条　本办法自2020年2月29日起施行，有效期三年。", "2020-02-29", "2023-02-28"),
        ("本通知自2021年5月1日起执行，有效期至2023年12月31日。", "2021-05-01", "2023-12-31"),
        ("第九条　本办法自印发之日起施行，有效期5年。\n甲市财政局\n2021年4月5日\n", "2021-04-05", "2026-04-05"),
        (
            "甲市财政局\n2021年4月5日\n第九条　本办法自印发之日起施行。\n甲市财政局办公室 2021年4月8日印发\n",
            "2021-04-08",
            "",
        ),
        ("第九条　本办法自印发之日起施行，有效期5年。", "", ""),
        ("现予公布，自2021年5月1日起施行。", "2021-05-01", ""),
        ("第九条　自2021年5月1日起施行的标准，不适用本办法。", "", ""),
        ("第九条　自收到之日起三十日内答复。", "", ""),
        ("第九条　《甲办法》自2021年5月1日起施行的，从其规定。", "", ""),
    ],
)
def test_from_when_until_when(text: str, in_force: str, expires: str) -> None:
    found = dates(text=text)
    assert (found.in_force, found.expires) == (in_force, expires)


def test_from_its_issue_is_never_the_day_of_a_web_page() -> None:
    assert dates(told="2022-11-16", text="本办法自印发之日起施行，有效期5年。") == Dates("2022-11-16")


@pytest.mark.parametrize(
    ("stem", "events", "found"),
    [
        ("甲法(2018-10-26)", ("1994年7月5日甲会通过",), Dates("2018-10-26", "1995-01-01", "2018-10-26")),
        ("甲法(1994-07-06)", ("1994年7月5日甲会通过",), Dates("1994-07-06", "1995-01-01")),
        (
            "甲法(1994-07-06)",
            ("1994年7月5日甲会通过", "2009年8月27日修正"),
            Dates("2009-08-27", "1995-01-01", "2009-08-27"),
        ),
    ],
)
def test_the_version_in_the_file_s_name(stem: str, events: tuple[str, ...], found: Dates) -> None:
    assert dates(events=events, text="本法自1995年1月1日起施行。", stem=stem) == found


def test_signatures() -> None:
    text = "甲局\n2021年4月5日\n第一条　2020年1月1日\n第二条　甲。\n二〇二一年四月六日"
    assert list(signatures(text)) == [("2021-04-05", 3), ("2021-04-06", 34)]


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("现转发给你们。\n甲市人民政府\n2021年4月5日\n补贴意见\n甲市财政局\n2021年3月1日\n", "2021-04-05"),
        ("附件：报告\n甲市人民政府 &sp;\n2021年4月5日\n附件\n报告\n专家组\n2021年2月1日", "2021-04-05"),
        ("开始受理\n2021年3月1日\n停止受理\n2021年3月9日\n甲市财政局\n2021年2月5日\n", "2021-02-05"),
        ("部长　某某\n2021年4月5日\n", "2021-04-05"),
        (f"{'甲' * 9000}\n甲市财政局\n2021年4月5日\n附件\n{'乙' * 9000}", "2021-04-05"),
        (f"{'甲' * 9000}\n停止受理\n2021年4月5日\n附件\n{'乙' * 9000}", ""),
        ("发展县域经济的意见。经研究，由甲市财政局\n2021年4月5日\n结束\n2021年4月6日\n", "2021-04-06"),
    ],
)  # fmt: skip
def test_the_day_it_is_signed_is_that_of_its_own_office(text: str, signed: str) -> None:
    assert dates(text=text).date == signed


@given(st.text(alphabet="自年月日起施行本办法〇一二十0123，。\n有效期", max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = dates(text=text, events=(text,), bylines=text)
    assert all(len(day) in (0, 10) for day in (found.date, found.in_force, found.revised, found.expires))


def test_a_day_set_far_to_the_right_signs() -> None:
    text = (
        f"甲县补贴办法\n第一条　甲。\n\n{' ' * 34}甲县财政局    甲县工业局\n{' ' * 41}2026年5月12日\n\n（此件公开）\n"
    )
    assert [*signatures(text)] == [("2026-05-12", text.index(" " * 41))]
    assert find_dates("", "", (), text, "").date == "2026-05-12"


def test_the_line_of_an_account_gives_the_day() -> None:
    text = "一图读懂 | 甲县补贴十条\n甲县发布  2025年06月03日 08:00   江南\n点击蓝字  关注我们\n第一条　每户一万元。\n"
    found = extract(Source(text), text, PurePosixPath("文.txt"))
    assert (found.title, found.date, text[found.body :]) == (
        "一图读懂 | 甲县补贴十条",
        "2025-06-03",
        "第一条　每户一万元。\n",
    )


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("中華民國115年5月20日", "2026-05-20"),
        ("民国一百一十四年一月一日", "2025-01-01"),
        ("民國一百零五年十二月二十一日", "2016-12-21"),
        ("中華民國九十九年十月三十日", "2010-10-30"),
        ("民國 115 年 5 月 20 日", "2026-05-20"),
    ],
)
def test_a_day_in_the_years_of_the_republic(day: str, found: str) -> None:
    match = DATE.fullmatch(day)
    assert match
    assert iso(match) == found


def test_the_orders_below_a_title_in_traditional_characters() -> None:
    head = (
        "甲縣老人乘車細則\n"
        "中華民國113年12月5日府社老字第1130218846號令訂定發布\n"
        "中華民國115年5月20日府社老字第1150096312號令修正發布第七條\n"
    )
    text = f"{head}第一條　每人一卡。\n"
    read = extract(Source(text), text, PurePosixPath("文.txt"))
    assert (read.title, read.number) == ("甲縣老人乘車細則", "府社老字第1150096312號")
    assert (read.date, read.revised) == ("2026-05-20", "2026-05-20")
    assert text[read.body :] == "第一條　每人一卡。\n"


def test_the_day_of_some_provisions_is_not_that_of_the_whole() -> None:
    own = "第十五條　本細則自中華民國一百十四年一月一日施行。\n"
    part = "本細則修正條文，自發布日施行；但第七條修正條文，自民國一百十五年\n七月一日施行。\n"
    assert find_dates("", "", (), own + part, "").in_force == "2025-01-01"
    assert (
        find_dates("", "", (), "第九条　本办法自2024年1月2日起施行，但第七条自2025年1月1日起施行。", "").in_force
        == "2024-01-02"
    )
