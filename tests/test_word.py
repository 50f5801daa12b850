"""Word documents: the text a person sees, in order."""

from pathlib import Path

import docx

from corpus.readers import read
from tests.word_files import level, lines, numbering, paragraph, run, style


def test_tables(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph("上。")
    table = file.add_table(4, 3)
    for row, texts in enumerate(
        [("档次", "金额\n上限", "期限"), ("小企业", "一万元", "A"), ("", "两万元", "B"), ("合计", "", "")]
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 1).merge(table.cell(3, 2))
    nested = table.cell(0, 2).add_table(1, 2)
    nested.cell(0, 0).text, nested.cell(0, 1).text = "内一", "内二"
    frame = file.add_table(1, 1)
    frame.cell(0, 0).text = "第一条　甲。\n第二条　乙。"
    file.add_paragraph("下。")
    file.save(str(tmp_path / "文.docx"))
    assert read(tmp_path / "文.docx").text.splitlines() == [
        "上。", "档次 | 金额上限 | 期限", "内一 | 内二", "小企业 | 一万元 | A", "小企业 | 两万元 | B", "合计 | ",
        "第一条　甲。", "第二条　乙。", "下。",
    ]  # fmt: skip


def test_a_merged_cell_is_said_again_in_its_own_column_only(tmp_path: Path) -> None:
    def row(*cells: str, before: int = 0) -> str:
        return f"<w:tr><w:trPr><w:gridBefore w:val='{before}'/></w:trPr>{''.join(cells)}</w:tr>"

    def cell(text: str, merge: str = "") -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(text)}</w:tc>"

    begins, goes_on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    table = (
        row(cell("甲1"), cell("乙1", begins), cell("丙1"))
        + row(cell("", goes_on), cell("丙2"), before=1)
        + row(cell("", goes_on), cell("", goes_on), cell("丙3"))
    )
    assert lines(tmp_path, f"<w:tbl>{table}</w:tbl>") == ["甲1 | 乙1 | 丙1", "乙1 | 丙2", " | 乙1 | 丙3"]


def test_notes_follow_the_paragraph_that_refers_to_them(tmp_path: Path) -> None:
    def reference(kind: str, key: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'

    notes = f'<w:footnote w:id="2">{paragraph(" 指县级。")}{paragraph("见附表。")}</w:footnote>'
    endnotes = f'<w:endnote w:id="2">{paragraph("另行公布。")}</w:endnote>'
    cells = paragraph("甲", inner=reference("endnote", 2)), paragraph("乙")
    row = f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"
    body = [
        paragraph("主管部门", inner=reference("footnote", 2) + run("负责。")),
        paragraph("下。"),
        row,
        paragraph("尾。"),
    ]
    assert lines(tmp_path, *body, notes=notes, endnotes=endnotes) == [
        "主管部门负责。", "［注1］指县级。见附表。", "下。", "甲 | 乙", "［注2］另行公布。", "尾。",
    ]  # fmt: skip


def test_a_note_that_refers_to_itself_is_shown_once(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="2">{paragraph("循环", inner=reference)}</w:footnote>'
    assert lines(tmp_path, paragraph("甲。", inner=reference), notes=notes) == ["甲。", "［注1］循环"]


def test_what_only_wraps_is_unwrapped(tmp_path: Path) -> None:
    def control(xml: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{xml}</w:sdtContent></w:sdt>"

    cell = "<w:tc>" + control(paragraph("甲", inner=control(run("甲")))) + "</w:tc>"
    row = control(f"<w:tr>{control(cell)}<w:customXml>{cell}</w:customXml></w:tr>")
    inline = f"<w:smartTag>{run('丙')}</w:smartTag><w:fldSimple>{run('丁')}</w:fldSimple>"
    body = (
        f"<w:customXml>{paragraph('乙', inner=inline)}</w:customXml>",
        control(f"<w:tbl>{row}</w:tbl>"),
    )
    assert lines(tmp_path, *body) == ["乙丙丁", "甲甲 | 甲甲"]


def test_tracked_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>一万</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="a">{run("两万")}</w:ins>'
    moved = f"<w:moveFrom>{run('丙')}</w:moveFrom><w:moveTo>{run('丁')}</w:moveTo>"
    mark = "<w:rPr><w:del w:id='3' w:author='a'/></w:rPr>"
    joined = f"<w:p><w:pPr>{mark}</w:pPr>{run('前半')}</w:p>"
    row = f"<w:tbl><w:tr><w:trPr><w:del w:id='4' w:author='a'/></w:trPr><w:tc>{paragraph('旧')}</w:tc></w:tr></w:tbl>"
    definition = numbering(level(0, "decimal", "%1."))
    body = [
        paragraph("每户", inner=deleted + inserted + run("元。") + moved), joined, paragraph("后半。"), row,
        f"<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>{mark}</w:pPr>{deleted}</w:p>",
        paragraph("甲", number=(1, 0)),
    ]  # fmt: skip
    assert lines(tmp_path, *body, numbers=definition) == ["每户两万元。丁", "前半后半。", "1. 甲"]


def test_what_stands_in_a_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('框一')}{paragraph('框二')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    contents = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='{}'/></w:docPartObj></w:sdtPr>"
    contents += "<w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = [
        paragraph("见", inner=f"<w:hyperlink>{run('网站')}</w:hyperlink>" + run("。")),
        paragraph("甲", inner="<w:r><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/></w:r>"),
        paragraph("外", inner=drawing),
        paragraph("明", inner="<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"),
        paragraph("", inner=f"<w:ruby><w:rt>{run('xiàn')}</w:rt><w:rubyBase>{run('县')}</w:rubyBase></w:ruby>"),
        paragraph("式", inner="<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"),
        f"<w:sdt><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>",
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph('点击输入')}</w:sdtContent></w:sdt>",
        contents.format("Table of Contents", paragraph("目录") + paragraph("总则 1")),
        contents.format("Cover Pages", paragraph("封面")),
        paragraph("第一章 总则 1", inner="", style="TOC1"),
        paragraph("域", inner="<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("3")),
        "<w:p/>",
    ]  # fmt: skip
    assert lines(tmp_path, *body, styles=style("TOC1", "toc 1")) == [
        "见网站。", "甲", "乙 丙-", "外", "框一", "框二", "明", "县", "式a+b", "控件", "封面", "域3",
    ]  # fmt: skip


def test_headers_footers_and_comments_are_left_out(tmp_path: Path) -> None:
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "页眉"
    file.sections[0].footer.paragraphs[0].text = "页脚"
    commented = file.add_paragraph("正文。")
    file.add_comment(commented.runs, "批注")
    file.save(str(tmp_path / "文.docx"))
    assert read(tmp_path / "文.docx").text == "正文。\n"


def test_the_name_of_a_section_of_a_table_is_a_row_of_it(tmp_path: Path) -> None:
    rows = [
        ["项目", "分值", "标准"],
        "一、价格部分",
        ["报价", "30", "最低者满分"],
        "二、技术部分",
        ["方案", "20", "优者"],
        "三、注",
    ]
    file = docx.Document()
    table = file.add_table(len(rows), 3)
    for number, row in enumerate(rows):
        if isinstance(row, str):
            table.cell(number, 0).merge(table.cell(number, 2)).text = row
        else:
            for column, text in enumerate(row):
                table.cell(number, column).text = text
    file.save(str(tmp_path / "文.docx"))
    assert read(tmp_path / "文.docx").text.splitlines() == [
        "项目 | 分值 | 标准",
        "一、价格部分 |",
        "报价 | 30 | 最低者满分",
        "二、技术部分 |",
        "方案 | 20 | 优者",
        "三、注",
    ]
