"""Home addresses below 乡镇/街道, told from the addresses of offices and the sites of works.

A linear pass finds runs of numbered parts (3组45号, 2栋1单元501室); what a run means is read from
the words before it (a place, a label) and after it (道路硬化, 行政中心).
"""

from collections.abc import Iterator

from pdisc.screening.labels import OFFICES
from pdisc.screening.rows import Match, compiled

_COUNT = r"(?:[0-9]{1,5}|[一二三四五六七八九十百]{1,4}|[A-Za-z甲乙丙丁东西南北])"
_UNIT = "(?:号楼|单元|组|队|社|号|栋|幢|座|楼|层|室|户|门|弄|巷|排)"
_PART = rf"(?<!第)(?![东西南北]门){_COUNT}(?:-[0-9A-Za-z]{{1,4}}){{0,3}} ?{_UNIT}"
_RUN = (
    r"(?=[0-9一二三四五六七八九十百A-Za-z甲乙丙丁东西南北])(?:"
    rf"{_PART}(?:[ ,]?(?:附|之|院)?{_PART}){{0,6}}"
    r"(?:(?<=[元栋幢座楼])-?[0-9]{3,4}(?![0-9年月日元人户个米平万]))?"
    r"|(?<![0-9-])[0-9]{1,3}-[0-9]{1,2}-[0-9]{2,4}(?![0-9-])"
    r"|(?<![0-9A-Za-z-])[A-Z][0-9]{1,2}-[0-9]{3,4}(?![0-9-]))"
)
_PLACES = "[村社区屯庄场会苑园寓院楼居邸馆府点舍城郡湾庭路街巷道同弄镇乡队组排]"
_REACH = 32
_HOUSEHOLDS = r"[^0-9]*[0-9一二三四五六七八九十百]+户\Z"
_UP_TO_CLAUSE = r"[\s\S]*[,。;:!?\n\t、()\[\]]"

_PERSONS_ADDRESS = (
    r"(?:送达|收货|收件|寄送|快递|当事人|户主|本人|个人"
    r"|被?(?:申请|举报|反映|检举|投诉|信访|控告|来信|来访|求助)人)(?:联系|通讯|详细)?地址"
)
_OFFICES_ADDRESS = rf"(?:{OFFICES})[^:,。\n]{{0,6}}(?:地 ?址|地 ?点)[ 为是:]{{0,3}}\Z"
_AT_HOME = r"(?<![国专大厂商农作行管人公百各])家 ?\((?=[^()\n]{0,24}\Z)"
_NO_HOME = (
    r"行政中心|政府|大楼|大厦|办公|[局委院厅处]机关|市民大厅|服务中心|[法检]院|检察院|公司|银行"
    r"|[局委](?=[ 0-9)]|$)|党校|会议|商铺|门面"
)
"""What stands in the address of an office, never in that of a home."""
_CUE = (
    r"家 ?住|住 ?址|住 ?在|现住|居 ?住|户籍|户口|家庭(?:详细)?地址|家 ?址|住所|租住|暂住|宅基地"
    rf"|房屋坐落|{_PERSONS_ADDRESS}|家在|{_AT_HOME}"
    r"|住(?=[\u4e00-\u9fff]{2,12}[村路街巷镇乡])"
)
_IN_CUES = "[住居户址租宅坐家]"
"""One of them is in every cue: most lines have none."""
_LABEL_OR_BLANK = rf"(?:{_CUE})[ 于为是在]{{0,3}}|[ ]"
_TOWN = r"[\u4e00-\u9fff]{1,6}(?:(?<!乡)镇|乡(?!镇)|街道(?:办事处|办)?)"
_HAMLET = r"(?:村(?!镇|民(?!委员会))|社区|居委会|屯|庄|农场|林场|分场)"
_ESTATE = (
    r"(?:小区|家园|花园|苑|公寓|家属院|家属楼|新村|新居|嘉园|名邸|公馆|华府|安置区|安置点|廉租房"
    r"|公租房|府邸|雅居|佳苑|庭院|宿舍|[一-龥]{1,3}[城郡湾府园庭居](?=[ ]?\Z))"
)
_STREET = r"(?:路|街|巷|大道|胡同|弄)"
_OFFICE_BEFORE = (
    r"办公|单位|地 ?点|会议|邮编|受理|报名|报送|接收|咨询|窗口"
    r"|政府|大楼|大厦|商铺|门面|营业|公司|中心|银行|医院|学校|法院|注册地"
)
_SITE_BEFORE = r"注册地|办公|经营|项目|建设地|施工|物业|[局院委所站行校司会处厅部社团]\(\Z"
_SITE = r"施工|物业|维修|(?:工程|项目|地块)(?:位于|坐落|地点|在)"
_OFFICE_AFTER = (
    r"[ (,]{0,2}[^,。;\n]{0,10}?(?:政府|中心|大厅|办公|大楼|大厦|[局委院校站]|公司|会议室|银行|窗口"
    r"|邮编|信箱|活动室|服务|商铺|门面|营业房)"
)
_WORKS_AFTER = (
    rf"[、,]{_COUNT}[组队社]|"
    r"[至到]|[^,。;\n]{0,4}?(?:道路|巷道|公路|项目|工程|硬化|改造|渠|沟|路段|路灯|农田|土地|耕地|地块"
    r"|机井|水井|管网|自来水|广场|文化|村民|党小组|组长|队长|长|群众|农户|灌溉|绿化|维修|示范"
    r"|网格|人居|环境|整治|建设|养护|修缮|清理|安装|更换|铺设|维护|楼道|机耕|开展|党员活动|党日|产业|垃圾|调研|入户|走访|召开|台区|泵站|大棚)"
)


_HOUSE = r"[0-9]-[0-9]|[室户]|[栋幢楼][0-9]|[组队社][^组队社]{0,4}号|[排社队组]|单元"

_BELOW_TOWN = (
    rf"[\u4e00-\u9fff]{{0,18}}?(?:(?<!乡)镇|乡(?!镇)|街道(?:办事处|办)?) ?[\u4e00-\u9fff]{{1,10}}?"
    rf"(?:{_HAMLET}(?!党|两委|委会|民)|{_ESTATE}|{_STREET}(?!道))"
)
_TOWN_WORDS = ("镇", "乡", "街道")
"""One of them stands in whatever `_BELOW_TOWN` finds."""
_LABELLED = (
    r"(?:住 ?址|家庭(?:详细)?地址|居住地址?|户籍(?:地址|所在地|地)?|户口所在地|现居住地?"
    rf"|现居?住[于在]?|家 ?住)(?:为|是)?[ \t:]{{0,4}}+({_BELOW_TOWN})"
)


def address_spans(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of home addresses in a normalised text, from their place name on.

    Without a number an address is one only behind its label (住址：).
    """
    for run in _runs(plain):
        start = _home(plain, run)
        if start is not None:
            yield start, run.end()
    if any(word in plain for word in _TOWN_WORDS):
        for match in compiled(_LABELLED).finditer(plain):
            yield match.span(1)


def _runs(plain: str) -> Iterator[Match]:
    """Yield the runs of numbered parts on lines that could name a place at all."""
    start = 0
    for line in plain.split("\n"):
        end = start + len(line)
        if not line.isascii() and compiled(_PLACES).search(line):
            yield from compiled(_RUN).finditer(plain, start, end)
        start = end + 1


def place_in(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the place of a home in a cell below a heading that names addresses."""
    if compiled(_NO_HOME).search(plain, start, end):
        return None
    for pattern in (_BELOW_TOWN, _RUN):
        if match := compiled(pattern).search(plain, start, end):
            at = start + _place_start(plain[start : match.start()])
            return min(at, match.start()), match.end()
    return None


def _home(plain: str, run: Match) -> int | None:
    """Return where the address of a run begins, or None where it is nobody's home."""
    floor = max(0, run.start() - _REACH)
    others = compiled(_UP_TO_CLAUSE).match(plain, floor, run.start())
    begin = others.end() if others else floor
    place = plain[begin : run.start()]
    around = "".join(plain[max(0, floor - 8) : run.start()].split("\n")[-2:])
    named = bool(compiled(_IN_CUES).search(around) and compiled(_CUE).search(around))
    if compiled(_HOUSEHOLDS).match(run[0]) or not _is_place(place, run[0], named=named):
        return None
    if compiled(_PERSONS_ADDRESS).search(around) and compiled(_NO_HOME).search(place):
        return None
    if not named and _elsewhere(plain, place, run):
        return None
    return begin + _place_start(place)


def _is_place(place: str, run: str, *, named: bool) -> bool:
    """Return whether the words before a run name a place where people live."""

    def has(pattern: str) -> bool:
        return bool(compiled(pattern).search(place))

    inside = bool(compiled("单元|室|[0-9]-[0-9]+-|[0-9]$").search(run))
    if named:
        if compiled("[组队社排]").search(run) and not place.strip(" :"):
            return True
        return any(map(has, (_TOWN, _HAMLET, _ESTATE, _STREET)))
    if has(_ESTATE):
        return inside or has(_TOWN) or has(_HAMLET)
    if has(_HAMLET):
        several = len(compiled("[组队社巷号]").findall(run)) > 1
        return has(_TOWN) or (run.endswith("号") and several)
    return (has(_STREET) and "单元" in run) or (has(_TOWN) and (inside or has(_STREET)))


def _elsewhere(plain: str, place: str, run: Match) -> bool:
    """Return whether an unlabelled run is an office's address or the site of works."""
    label = plain[max(0, run.start() - len(place) - 10) : run.start() - len(place)]
    if compiled(_WORKS_AFTER).match(plain, run.end()):
        return True
    if compiled(_OFFICES_ADDRESS).search(label):
        return True
    if compiled(_SITE_BEFORE).search(label) or compiled(_SITE).search(place):
        return True
    if "单元" in run[0] or (
        compiled(_HAMLET).search(place) and compiled("[组队社]").search(run[0])
    ):
        return False
    office = compiled(_OFFICE_BEFORE)
    return bool(
        office.search(label)
        or office.search(place)
        or (compiled("地 ?址").search(label) and not _is_dwelling(label, place, run))
        or compiled(_OFFICE_AFTER).match(plain, run.end())
    )


def _is_dwelling(label: str, place: str, run: Match) -> bool:
    """Return whether what stands behind 地址 is a dwelling: a house of a settlement, no office."""
    if compiled(OFFICES).search(label) or compiled(_NO_HOME).search(f"{place}{run[0]}"):
        return False
    settled = compiled(_ESTATE).search(place) or compiled(_HAMLET).search(place)
    return bool(settled and compiled(_HOUSE).search(run[0]))


def _place_start(place: str) -> int:
    """Return where in the words before a run the place begins: behind a label or a blank."""
    if " " not in place and not compiled(_IN_CUES).search(place):
        return 0
    labels = compiled(_LABEL_OR_BLANK).finditer(place)
    known = compiled("[乡镇村区路街道园苑巷]")
    return max((cue.end() for cue in labels if known.search(place, cue.end())), default=0)
