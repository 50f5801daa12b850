"""What a question wants stated: amounts, days, shares and the like; a quote that states none of it is no answer."""

import pytest

from corpus.records import Document
from qa.detail import DETAILS, beside
from qa.followup import in_conversation
from qa.question import understand
from qa.wanted import Wanted, wanted

STATING = [
    ("文号", "浙政办发〔2022〕6号", "本办法共六条。"),
    ("网址、电话等联系途径", "咨询12345热线。", "向社会公布。"),
    ("比例", "按百分之二计算。", "按规定计算。"),
    ("金额", "每人补助五千元。", "达到6万家。"),
    ("金额", "补贴標準（元）：5000", "给予适当补助。"),
    ("比例", "收益按4：3：3分配。", "收益归村民所有。"),
    ("比例", "同意的业主须过半。", "业主同意后启动。"),
    ("时间", "应当立即报告。", "鼓励企业申请。"),
    ("期限", "十日内答复。", "到2022年达到300个。"),
    ("期限", "期满后收回。", "一年比一年高。"),
    ("期限", "留样保存72 h以上。", "支持3D打印，型号A3-2d。"),
    ("天数或年数", "录像保存不应少于30 d。", "支持3D打印，型号A3-2d。"),
    ("期限", "每个季度至少开会一次。", "每年度考核一次。"),
    ("期限", "每季度公布一次。", "每年度考核结果向社会公布。"),
    ("期限", "培训不少于1000学时。", "培训应当从实战出发。"),
    ("天数或年数", "5个工作日内办结。", "公示期满后发证。"),
    ("电话号码", "咨询电话：0571-8888888。", "可在网上平台查询。"),
    ("电话号码", "挂失专线：0800-556-098（24小时）。", "挂失手续费二十元。"),
    ("电话号码", "产检  8230-1166", "产检每年3次。"),
    ("电话号码", "园区运营科 0573-6610 2045", "园区运营科2024年成立。"),
    ("姓名", "主 任：周小明 教育部部长", "委员会设在教育部。"),
    ("姓名", "局长王大山、副局长李小明到会。", "局长办公会每月一次。"),
    ("姓名", "联系人：周小明，电话8230。", "联系人由乡镇指定。"),
    ("姓名", "项目经理 周小明", "项目负责人于每月报送。"),
    ("由谁出钱", "安装费由商家承担。", "安装应当及时。"),
    ("钟点", "食堂11:30开饭。", "食堂向职工开放。"),
    ("钟点", "晚上十点熄灯。", "晚上熄灯。"),
    ("报销比例", "住院费用报销百分之八十。", "缴费后享受待遇。"),
    ("报销比例", "按流片费用的50%给予补助。", "对流片给予补助。"),
    ("刑期", "处三年以下有期徒刑。", "吊销驾驶证。"),
    ("材料", "持身份证到窗口办理。", "由街道办事处审核。"),
    ("名单", "德清、嘉善、新昌。", "26个县。"),
    ("数目", "建设三百个综合体。", "建设一批综合体。"),
    ("数目", "三分之二以上的船主到会方能召开。", "船主到会方能召开。"),
    ("数目", "船主半数到会。", "各部分之间要衔接，增长百分之八。"),
    ("大小", "不少于三十平方米。", "面积应当适当。"),
    ("条件", "具备下列情形的企业。", "鼓励企业加大投入。"),
    ("办理途径", "向村委会提出申请。", "鼓励企业加大投入。"),
]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("这份通知的文号是什么？", ["文号"]),
        ("在哪个网站上领？", ["网址、电话等联系途径"]),
        ("咨询电话是多少", ["电话号码"]),
        ("要打哪个电话", ["电话号码"]),
        ("每人每天给多少克米？", []),
        ("一年要交多少？", ["金额"]),
        ("局长是谁？", ["姓名"]),
        ("谁是新任的秘书长", ["姓名"]),
        ("培训班的老板叫什么", ["姓名"]),
        ("专家费谁出？", ["由谁出钱"]),
        ("证明谁出具？", []),
        ("食堂几点开饭", ["钟点"]),
        ("要做到哪几点", []),
        ("申请要注意几点", []),
        ("What time limit is there?", []),
        ("What time does it open?", ["钟点"]),
        ("安装费谁出呢", ["由谁出钱"]),
        ("安检时不能带什么", []),
        ("一套房多大面积", ["大小"]),
        ("住院能报销几成", ["报销比例"]),
        ("要带什么材料", ["材料"]),
        ("诈骗要判几年", ["刑期"]),
        ("谁申请、交什么材料、多久办好", ["材料", "期限"]),
        ("事故的直接经济损失是多少", ["直接经济损失"]),
        ("地震倒了多少间房子", ["数目", "房子的数目"]),
        ("老年大学新增了多少个学位？", ["数目", "学位的数目"]),
        ("全省最多建几座水库？", ["数目", "水库的数目"]),
        ("一共出了多少条措施", ["数目"]),
        ("跟中央要了多少专项经费", ["金额"]),
        ("引来多少个投资项目", ["数目"]),
        ("一个人能领几张", ["数目"]),
        ("后来治好出院了几个？", ["数目"]),
        ("哪几个人可以去", ["名单"]),
        ("山西去年给多少个小娃娃发了钱", ["数目"]),
        ("补贴发到了多少个小学生手里？", ["数目", "小学生的数目"]),
        ("检疫一次收多少钱？动植物检疫法写了吗", ["金额"]),
        ("打算翻新多少家区域性的？", ["数目"]),
        ("几个同学想开店，有地方吗", []),
        ("那个综合体，目标是多少？", []),
        ("公路通车里程有多少公里", ["大小", "公路通车里程"]),
        ("积分入户今年名额有几个", ["数目"]),
        ("电话诈骗怎么防", []),
        ("贷款利率是几个点", ["比例"]),
        ("研发人员要占几成？", ["比例"]),
        ("公司几成立不久", []),
        ("安家费有多少", ["金额"]),
        ("摩托车挂几块号牌", []),
        ("要有几万家？", []),
        ("一次补几块", ["金额"]),
        ("How much does it cost?", ["金额"]),
        ("从哪一年开始的", ["时间"]),
        ("要等几天？", ["天数或年数"]),
        ("钱几天到卡里", ["天数或年数"]),
        ("做得好接着给多少村用", []),
        ("How long does it take?", ["期限"]),
        ("26个县的名单", ["名单"]),
        ("机时费怎么收", ["金额"]),
        ("要凑多少亿才能设", ["金额"]),
        ("积分入户名额有多少个？", ["数目"]),
        ("工业用地能便宜多少", ["金额"]),
        ("场地面积有什么要求吗", ["大小"]),
        ("学校和老师按几几分", ["比例"]),
        ("近几年有什么变化", []),
        ("一年招收多少学生", []),
        ("什么时候可以指定厂家？", []),
        ("When can an official be punished?", []),
        ("When did it start?", ["时间"]),
        ("浙江有几个高新园区", ["数目", "高新园区的数目"]),
        ("哪几个县在试点", ["名单"]),
        ("How many counties take part?", ["数目"]),
        ("面积起码要多大", ["大小"]),
        ("How far has the reform come?", []),
        ("要满足哪几条硬条件", ["条件"]),
        ("想下乡，怎么报名", ["办理途径"]),
        ("要建多少个,什么时候建好?", ["数目", "时间"]),
        ("专利可以质押融资吗？", []),
    ],
)
def test_what_is_wanted(question: str, names: list[str]) -> None:
    assert [detail.zh for detail in wanted(question).details if detail.near] == names


@pytest.mark.parametrize(
    ("question", "unanswered"),
    [
        ("有多大产值，龙头是哪几家", False),
        ("要建多少个,什么时候建好?", True),
        ("我们是一家小公司，能领多少钱", True),
        ("Which equipment can I book, and what does an hour cost?", False),
        ("What does an hour cost?", True),
        ("有没有龙头？", False),
    ],
)
def test_whether_anything_else_is_asked(question: str, unanswered: bool) -> None:
    asked = wanted(question)
    assert asked.unanswered(asked.missing([], [])) == unanswered


def test_one_answer_of_two() -> None:
    asked = wanted("要建多少个,什么时候建好?")
    missing = asked.missing(["建设三百个综合体。"], [])
    assert [detail.zh for detail in missing] == ["时间"]
    assert not asked.unanswered(missing)


def test_one_measure_must_answer_a_part() -> None:
    asked = wanted("创业培训收多少钱")
    course, price = (["创业培训每年两期。"], ["创业培训每年两期。"]), (["摊位每月三百元。"], ["摊位每月三百元。"])
    assert asked.missing([*course[0], *price[0]], [*course[1], *price[1]]) == ()
    assert [detail.zh for detail in asked.missing_among([price, course])] == ["金额"]
    both = (["创业培训每人三百元。"], ["创业培训每人三百元。"])
    assert asked.missing_among([price, both]) == ()
    assert asked.missing_among([]) == asked.details


@pytest.mark.parametrize(("name", "stating", "other"), STATING)
def test_what_states_it(name: str, stating: str, other: str) -> None:
    detail = next(detail for detail in DETAILS if detail.zh == name)
    question = Wanted(((detail,),))
    assert question.missing([other, stating], []) == ()
    assert question.missing([other], [stating]) == (detail,)


def test_a_fine_is_no_price() -> None:
    fine = ["占用车位的，处二百元以上五百元以下罚款。"]
    assert [detail.zh for detail in wanted("停车一小时收多少钱").missing(fine, fine)] == ["金额"]
    assert wanted("占用车位罚多少钱").missing(fine, fine) == ()
    assert wanted("停车一小时收多少钱").missing(["每小时五元；" + fine[0]], fine) == ()


@pytest.mark.parametrize(
    ("question", "stating", "other"),
    [
        ("事故的直接经济损失是多少", "造成直接经济损失300万元。", "事故造成86人死亡。"),
        ("马村小学有多少名学生？", "马村小学有学生120名。", "马村有村民120名。"),
        ("青海今年粮食产量目标是多少", "粮食总产量保持在110万吨以上。", "城镇新增就业6万人。"),
        ("陕西2030年GDP要达到多少", "地区生产总值达到5万亿元。", "研发投入强度达到3.2%。"),
    ],
)
def test_what_the_number_is_of(question: str, stating: str, other: str) -> None:
    assert wanted(question).missing([stating], [stating]) == ()
    assert wanted(question).missing([other], [other])


@pytest.mark.parametrize("row", ["一级 | 5000", "高级技师  3000", "5,000 | 一级"])
def test_a_row_of_figures_may_state_it(row: str) -> None:
    assert wanted("一级补多少钱").missing(["补贴标准", row], []) == ()
    assert wanted("一级补多少钱").missing(["补贴标准，一级。", "二级 | 从优"], [])


@pytest.mark.parametrize(("cell", "stated"), [("—", False), ("/", False), ("待定", False), ("0571-8805 1234", True)])
def test_a_row_does_not_state_what_it_leaves_empty(cell: str, stated: bool) -> None:
    row = f"序号：3\n机构名称：柳溪敬老院\n联系电话：{cell}\n床位（张）：45"
    asked = wanted("柳溪敬老院的电话是多少")
    assert bool(asked.left_empty(row)) != stated
    assert asked.unanswered(asked.missing([row], [row])) != stated
    assert wanted("柳溪敬老院有多少张床位").missing([row], [row]) == ()
    assert wanted("柳溪敬老院的收费标准是多少").left_empty("备注：—") == ()


def test_every_detail_is_tried_above() -> None:
    tried = {name for name, _, _ in STATING}
    assert tried == {detail.zh for detail in DETAILS if detail.near}


def test_what_a_document_states_beside_its_text() -> None:
    document = Document("", "", "", "", number="浙政发〔2024〕3号", date="2024-03-01", expires="2026-12-31")
    assert beside(document, "有几个试点") == ()
    assert beside(document, "文号是什么") == ("浙政发〔2024〕3号",)
    assert beside(document, "哪天发布的") == ("2024-03-01",)
    assert beside(document, "哪天失效") == ("2026-12-31",)


def test_in_a_conversation() -> None:
    history = ["创新券一年发多少钱？"]
    assert in_conversation("那26个县呢？", history).wanted == understand(history[0]).wanted
    assert in_conversation("归谁管？", history).wanted.details == ()
    assert "办理途径" in {detail.zh for detail in in_conversation("怎么申请？", history).wanted.details}
