"""A grade is a mark by where it stands; what a sentence, row or table tells of it is talk."""

import time
from pathlib import Path

import pytest
from conftest import Office

from pdisc.screening.hits import Severity
from pdisc.screening.screen import marks, screen_text

REGISTER = "序号\t题名\t密级\n1\t示例报告甲\t绝密\n2\t示例报告乙\t机密\n3\t示例报告丙\t秘密"
FORM = "绝密\t机密\t秘密\t非密\n"


def stopped(text: str) -> list[str]:
    """Return what of a text stops it, as it was typed."""
    hits = screen_text(text, where="")
    return [text[hit.start : hit.end] for hit in hits if hit.severity is Severity.STOP]


# — S1: marks with something beside them —


@pytest.mark.parametrize("grade", ["绝密", "机密", "秘密", "機密", "祕　密", "机-密"])
@pytest.mark.parametrize(
    "beside",
    [
        "{}（3年）",
        "{}(10年)",
        "【{}3年】",
        "（{} 三年）",
        "{}：三年",
        "{}，3年",
        "密级：{}（长期）",
        "密级：{}级（3年）",
        "密级：{}　　紧急程度：特急",
        "密级：{} 份号：0001",
        "密　级：{}（会议结束后解密）",
        "密级：{}/3年",
        "密级和保密期限：{} 5年",
        "文件密级：{}",
        "涉密等级：{}",
        "保密等级：{}",
        "密级标识：{}",
        "○公开 ●{}",
        "{}          县委编办",
        "示例县委编办　　　{}",
        "- {} - 1 -",
        "{} 干部调整方案",
        "{} 示例会议纪要",
        "{}：干部调整",
        "{}级 示例方案",
        "示例方案 {}",
        "关于示例的通知-{}.docx",
        "示例_{}.docx",
        "示例 {}.docx",
        "{}_示例.docx",
        "{} 示例通知.docx",
        "{}-名单.xlsx",
        "示例（{}3年）.docx",
        "{}，严禁外传",
        "{}，不得复制",
        "{}（内部资料）",
        "{}！",
        "本电报为{}电报。",
        "特急 {}",
        "特提·{}",
    ],
)
def test_a_grade_is_a_mark_whatever_people_write_beside_it(grade: str, beside: str) -> None:
    assert len(stopped(beside.format(grade))) == 1


@pytest.mark.parametrize("broken", ["\n", "\n\n", " \n ", "\r\n"])
def test_a_bare_grade_over_two_lines_is_a_mark(broken: str) -> None:
    assert len(stopped(f"示例方案\n\n绝{broken}密\n\n示例县委")) == 1


def test_a_mark_in_a_title_or_a_file_name_stops_a_plan(run: Office, tmp_path: Path) -> None:
    paper = tmp_path / "关于示例的通知-秘密.txt"
    paper.write_text("示例", encoding="utf-8")

    assert run("propose", "1.1.1", "--title", "示例方案 机密", "--content", "文").code == 3
    assert run("propose", "1.1.1", "--title", "题", "--content", "机密（3年）\n关于示例").code == 3
    assert run("propose", "1.1.1", "--title", "题", "--attach", str(paper)).code == 3


# — S2: talk about secrecy —


def test_a_reviewer_may_say_that_a_matter_is_not_secret(run: Office) -> None:
    number = run.propose("1.1.1")

    run.review(number, "--opinion", "该材料不属于机密，可以公开。")


@pytest.mark.parametrize("grade", ["绝密", "机密", "秘密", "机密级"])
@pytest.mark.parametrize(
    "said",
    [
        "该材料不属于{}，可以公开。",
        "本文件不属于{}",
        "不是{}文件",
        "未列为{}",
        "非{}文件",
        "是否属于{}",
        "原为{}，现已解密",
        "该件原密级为{}，已于2026年1月解密。",
        "凡定为{}的，由专人保管",
        "{} 3份",
        "{}文件12份",
        "{}：0",
        "样例：\n{}★3年",
        "标注示例\n{}★5年",
        "正确答案：{}",
        "什么是{}",
        "片名\t{}",
        "标有“{}”字样的文件",
        "{}以上",
    ],
)
def test_what_is_denied_past_counted_or_quoted_is_no_mark(grade: str, said: str) -> None:
    assert stopped(said.format(grade)) == []


@pytest.mark.parametrize(
    "said",
    [
        "投票方式\t秘密",
        "表决方式\t秘密\t公开",
        "投票方式\n秘密",
        "无记名\n秘密\n投票",
        "保密期限：3年以上的需报批",
        "保密期限：长期有效的协议除外",
        "绝密级不超过三十年，由省级机关批准；机密级不超过二十年，由市级机关批准；秘密级不超过十年",
    ],
)
def test_votes_and_rules_are_no_marks(said: str) -> None:
    assert stopped(said) == []


@pytest.mark.parametrize(
    "title",
    [
        "选举工作方案 秘密",
        "示例县换届选举\n秘密",
        "秘密 选举工作方案",
        "机密 关于举办展览的请示",
        "展览方案 机密",
        "规划示意图 秘密",
        "2026年考试选择题 秘密",
        "机密 应急预案",
        "机密 设备采购方案",
        "全县保密工作\n秘密",
        "机密\n与会人员名单",
        "题名\t密级\t是否公开\n示例报告\t机密\t否",
        "姓名\t职务\t密级\t年龄\n示例甲\t书记\t机密\t45",
        "密级：□机密 ☑秘密 关于选举工作",
        "机密，2030年解密",
    ],
)
def test_a_paper_about_what_talk_is_about_is_marked_like_others(title: str) -> None:
    assert stopped(title) != []


PROSE = (
    """示例单位2026年保密工作要点
一、加强定密管理。严格按照绝密、机密、秘密三级确定密级，凡涉及机密以上事项，由定密责任人审核。
二、规范载体管理。机密级以上文件由机要室统一保管，秘密级文件由各科室指定专人保管；绝密文件一律当日收回。
三、机密、秘密文件的复制，须经领导批准。阅读机密文件应在指定场所，不得抄录。
四、做好清退。2025年共收到机密文件3份、秘密文件12份，截至目前已清退机密3份、秘密10份，尚有秘密2份在用。
五、涉密人员管理。全县核心涉密人员（绝密级）0人，重要涉密人员（机密级）2人，一般涉密人员（秘密级）6人。
六、选举工作中，选票由选举人在秘密写票处填写，实行秘密投票。""",
    """保密知识测试题
一、单选题
1.国家秘密的密级分为（ ）。
A.绝密、机密、秘密
B.绝密、机密、内部
C.机密、秘密、内部
2.机密级国家秘密的保密期限一般不超过（ ）年。
A.30 B.20 C.10
3.下列文件中，应当标注秘密的是（ ）
二、判断题
1.秘密级文件可以在互联网传输。（×）
2.绝密级文件不得复印。（√）
参考答案：1.A 2.B""",
    """示例支部党员大会选举办法
第四条 选举采取无记名投票的方式，设秘密写票处。
第五条 候选人名单
第六条 投票方式：秘密投票。
第七条 党员因故不能填写选票的，可委托他人代写，
秘密填写后当场投入票箱。""",
    """信息公开保密审查表
标题\t示例党费收缴情况
拟稿人\t示例甲
是否涉密\t否
密级\t绝密□ 机密□ 秘密□ 非密☑
审查意见\t不涉及国家秘密，不属于机密、秘密，同意公开。
审查人\t示例乙
日期\t2026年7月1日""",
    """收文登记统计
年度\t绝密\t机密\t秘密\t普通\t合计
2024\t0\t3\t12\t200\t215
2025\t0\t2\t8\t210\t220
其中：2025年机密2份均已清退，秘密8份清退6份。""",
    """书记讲党课
隐蔽战线上，他们以生命守护党的机密，严守秘密，
秘密联络、秘密印刷、秘密交通，
用忠诚书写了绝密档案里的英雄故事。
电影《绝密543》、《秘密图纸》值得一看。""",
    """国家秘密定密管理暂行规定
第十九条 国家秘密具体的保密期限一般应当以日、月或者年计；
不能确定具体的保密期限的，应当确定解密时间或者解密条件。
除保密事项范围有明确规定外，国家秘密的保密期限不得确定为长期。
第二十条 国家秘密的知悉范围应当在国家秘密载体上标明。
第二十三条 密级由秘密变更为机密的，应当报原定密机关备案。
绝密级：泄露会使国家安全和利益遭受特别严重的损害
机密级：泄露会使国家安全和利益遭受严重的损害
秘密级：泄露会使国家安全和利益遭受损害""",
    """公文格式要求
1.份号。涉密公文应当标注份号，如000001。
2.密级和保密期限。涉密公文应当根据涉密程度分别标注“绝密”“机密”“秘密”和保密期限，如“机密★10年”。
3.紧急程度。紧急公文应当分别标注“特急”“加急”，电报应当分别标注“特提”“特急”“加急”“平急”。
示例：
机密★10年
特急""",
    """| 序号 | 检查内容 | 结果 |
|---|---|---|
| 1 | 机密文件是否专柜存放 | 是 |
| 2 | 秘密文件是否登记 | 是 |
| 3 | 绝密文件 | 无 |
| 4 | 有无擅自复印机密、秘密文件 | 无 |""",
)


@pytest.mark.parametrize("text", PROSE, ids=[text[:8] for text in PROSE])
def test_a_whole_paper_about_secrecy_passes(text: str) -> None:
    assert stopped(text) == []


PAPERS = (
    "示例县委文件\n示委发〔2026〕1号\n秘密（3年）\n关于示例的通知\n各科室：\n现将有关事项通知如下。\n一、示例事项。",
    "会议记录\n时间：2026年7月1日\n地点：示例\n密级：机密\n出席：示例甲\n内容：研究人事。",
    "关于示例的请示\n示例县委：\n因工作需要，现将有关情况报告如下。本报告为机密，请勿扩散。\n示例县委组织部",
    "示例县委常委会会议纪要\n（第3期）\n                         机密\n7月1日，示例主持召开会议。",
    "序号\t姓名\t拟任职务\n1\t示例甲\t局长\n机密，请勿外传",
    "拟稿单位\t示例科\t密级\t秘密\t缓急\t特急\n标题\t关于示例的通知\n签发\t示例甲",
    "页眉：秘密 3年\n正文：示例",
    "附件：\n1.示例方案（机密）\n2.示例名单",
    "通知\n正文内容一二三。\n\n- 秘密 - 2 -\n\n正文继续。",
    "甲\t乙\t丙\n示例\t示例\t机密\n",
    "各支部：\n以下内容属于秘密，不得上网。\n一、……",
    "| 文号 | 密级 | 份数 |\n|---|---|---|\n| 示发1号 | 机密 | 3 |",
    "文号,密级,份数\n示发1号,机密,3",
    "来文登记\n日期\t来文\t密级\t份数\n7.1\t示例局文件\t秘密\t1\n7.2\t示例局函\t机密\t1\n7.3\t示例委通知\t绝密\t1",
    "绝\n密\n\n示例方案",
    "示例方案\n本文密级机\n密，请保管",
)


@pytest.mark.parametrize("text", PAPERS)
def test_a_mark_within_a_whole_paper_is_found(text: str) -> None:
    assert len(stopped(text)) >= 1


# — tables: the row and its heading decide —


@pytest.mark.parametrize("parted", ["\t", "|", ",", " "])
@pytest.mark.parametrize(
    "order", ["绝密{0}0\n机密{0}3\n秘密{0}12", "秘密{0}12\n机密{0}3\n绝密{0}0"]
)
def test_a_table_of_counts_is_no_mark(parted: str, order: str) -> None:
    assert stopped(f"密级{parted}份数\n" + order.format(parted)) == []
    assert stopped(f"收文统计\n密级{parted}份数\n" + order.format(parted)) == []


def test_counts_may_stand_before_the_grade_or_below_it() -> None:
    assert stopped("份数\t密级\n3\t机密\n12\t秘密") == []
    assert stopped("月份\t绝密\t机密\t秘密\n1月\t0\t3\t12") == []


def test_a_register_of_papers_is_no_table_of_counts() -> None:
    assert stopped(REGISTER) == ["绝密", "机密", "秘密"]
    assert stopped("题名\t密级\t份数\n示例报告\t秘密\t3") == ["秘密"]
    assert stopped("序号\t密级\n1\t机密") == ["机密"]


def test_a_form_is_told_by_the_column_that_is_ticked() -> None:
    assert stopped(f"{FORM}\t\t\t√") == []
    assert stopped(f"{FORM}\t√\t\t") == ["√"]
    assert stopped("题名\t" + FORM + "甲\t\t\t\t√\n乙\t\t\t☑\t") == ["☑"]


def test_a_form_is_told_by_the_row_that_is_ticked() -> None:
    rows = "绝密\t{}\n机密\t{}\n秘密\t{}\n非密\t{}"

    assert stopped(rows.format("", "", "", "√")) == []
    assert stopped(rows.format("", "√", "", "")) == ["机密"]


@pytest.mark.parametrize(
    ("boxes", "found"),
    [
        ("密级:○绝密 ●机密 ○秘密", ["机密"]),
        ("密级：[ ]绝密 [x]机密 [ ]非密", ["机密"]),
        ("密级：[ ]绝密 [ ]机密 [x]非密", []),
        ("绝密 机密√ 秘密", ["机密"]),
        ("绝密 机密 √秘密", ["秘密"]),
        ("● 机密文件由专人保管\n● 秘密文件专柜存放", []),
        ("投票：☑秘密 □公开", []),
    ],
)
def test_a_tick_belongs_to_the_nearest_option(boxes: str, found: list[str]) -> None:
    assert stopped(boxes) == found


def test_a_table_of_the_statute_is_no_mark() -> None:
    table = "密级\t最长保密期限\t审批人\n绝密\t30年\t甲\n机密\t20年\t乙\n秘密\t10年\t丙"

    assert stopped(table) == []


# — never worse than linear —

NEAR_MISSES = (
    *("机密", "秘 密 ", "机密\n", "机密\t", "机密,", "机密|", "【机密", "密级", "密级 : 机密 "),
    *("题名\t密级\n甲\t机密\n", "绝密\t机密\t秘密\t非密\n\t√\n", "( )机密[x]", "绝\n", "绝\n\n"),
    *("关于机密 秘密的", "本件本文件为机密", "关于示例的通知 机密 方案 ", "保密期限:", "机密★"),
    "机密 3\n密级 数\n",
)


def seconds(text: str) -> float:
    began = time.process_time()
    marks(text)
    return time.process_time() - began


@pytest.mark.parametrize("piece", NEAR_MISSES)
def test_twice_the_near_misses_take_about_twice_the_time(piece: str) -> None:
    text = piece * (40_000 // len(piece.encode()))

    assert any(seconds(text * 2) < 3.2 * seconds(text) + 0.02 for _ in range(4))
