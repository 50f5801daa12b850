"""A question in Cantonese is asked as written Chinese has it; one that is not stays as it is."""

import pytest

from qa.cantonese import written_chinese
from qa.question import understand


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("嗰份指引截止係幾時", "那份指引截止是什麼時候"),
        ("要交咩文件㗎", "要交什么文件"),
        ("邊個部門負責", "哪個部門負責"),
        ("點樣申請呀", "怎麼申請呀"),
        ("我仲申唔申請到呀", "我還能不能申請到呀"),
        ("有冇得退款", "有没有得退款"),
        ("使唔使交稅", "用不用交稅"),
        ("係咪要住滿兩年", "是不是要住滿兩年"),
        ("攞錢要幾耐", "拿錢要多久"),
        ("去邊度交表", "去哪裡交表"),
        ("點解唔批", "為什麼不批"),
        ("幾多錢一個月", "多少錢一個月"),
        ("系咪要钱", "是不是要钱"),
        ("公积金几时可以提取", "公积金什么时候可以提取"),
        ("咩", "什么"),
        ("咁點樣申請", "那怎麼申請"),
    ],
)
def test_its_words_are_those_of_written_chinese(said: str, written: str) -> None:
    assert written_chinese(said) == written
    assert understand(said).text == written


@pytest.mark.parametrize(
    "question",
    [
        "關係企業可否申請",
        "系统怎么注册？",
        "新疆边境地区有什么补贴",
        "九点开门还是八点",
        "仲裁要多久",
        "几何图形的著作权",
        "How do I apply?",
        "点对点运输补贴多少",
        "係數怎麼計算",
        "重点解决哪些问题？",
        "重點解讀政策有哪些",
        "网点样式要求",
        "海边度假村如何办理许可证？",
        "周邊個體戶怎麼申請補貼？",
        "河边间隔多少米可以建房？",
        "联系咪咕公司需要什么材料？",
    ],
)
def test_others_stay_as_they_are(question: str) -> None:
    assert written_chinese(question) == question
