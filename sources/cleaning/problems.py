"""What can be wrong with a value, and how its sender mends it. The wording is said once, here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """what: the sentence for the sender; mend: the next step. `{heading}` is filled with the heading as written."""

    code: str
    what: str
    mend: str


ID_BLANK = Problem("id_blank", "身份证件号码空白", "请补填18位身份证号码（残疾人可填残疾人证号）")
ID_LOST = Problem(
    "id_lost", "号码被存成数字或科学计数，后几位已经丢失", "请把该列设为文本格式，从原系统重新导出，不要在表内补位"
)
ID_BROKEN = Problem("id_broken", "号码的位数、出生日期或校验码不对", "请对照证件核对号码后更正")
ID_ERROR = Problem(
    "id_error", "号码处是公式错误，或是没有结果的公式", "请打开文件重新计算，把该列粘贴为数值后重新报送本行"
)
ID_OLD = Problem("id_old", "15位旧号码，已按规则升为18位比对", "请改报18位身份证号码")
ID_SHARED = Problem("id_shared", "同一号码写在几个姓名下", "请对照证件逐人核对号码，更正后重新报送号码不是本人的各行")
LEFT = Problem(
    "left", "小标题或备注写明是停发、退出等人员，不是新增", "停发、退出的人员不必报送；确为新增的，请更正小标题或备注"
)
UNPLACED = Problem(
    "unplaced",
    "类别没有写明，或不在应报送的类别之内，看不出按哪一类预警",
    "请核对类别；确属低保、特困等的，请更正后重新报送本行",
)
LINE_REFUSED = Problem(
    "line_refused",
    "本行没有读通",
    "请用 Excel 或 WPS 打开核对本行，内容里的逗号要加引号，另存为 .xlsx 或“CSV UTF-8”后重新报送本行",
)
LINE_MENDED = Problem(
    "line_mended",
    "本行已按唯一读得通的方式读取",
    "请核对；下次请写明内容、不写“同上”，金额不写千分位或加引号，也可另存为 .xlsx",
)
DATE_MISSPELT = Problem("date_misspelt", "“{heading}”里有字母，已当作数字读取", "请核对“{heading}”，把字母改成数字")
NAME_BLANK = Problem("name_blank", "姓名空白", "请补填姓名")
NOBODY = Problem("nobody", "姓名和身份证件号码都空白，不知道是谁", "请补填后重新报送本行")
BLANK_NEEDED = Problem("blank_needed", "“{heading}”空白，无法判断是否应预警", "请补填“{heading}”后重新报送本行")
UNREADABLE_NEEDED = Problem(
    "unreadable_needed", "“{heading}”的写法无法识别，无法判断是否应预警", "请按模板的写法更正“{heading}”后重新报送本行"
)
UNREADABLE = Problem("unreadable", "“{heading}”的写法无法识别，本行其余内容照用", "请按模板的写法更正“{heading}”")
OUT_OF_BOUNDS = Problem("out_of_bounds", "“{heading}”的数值不合常理，请核对单位和小数点", "请核对“{heading}”后更正")
UNLISTED = Problem(
    "unlisted", "“{heading}”不在目录之内，未作预警", "请核对；确属目录之内的，请写规范名称后重新报送本行"
)
KEY_LOST = Problem(
    "key_lost",
    "“{heading}”被存成数字或科学计数，后几位已经丢失，未采用，本行其余内容照用",
    "请把该列设为文本格式，从原系统重新导出，不要在表内补位",
)
KEY_NOTHING = Problem(
    "key_nothing", "“{heading}”写的不是号码，按没有填写处理", "请填写原系统中的完整号码；确实没有的，该格留空"
)
KEY_SHARED = Problem(
    "key_shared",
    "同一个“{heading}”写在几个人名下，分不清是哪一笔，未作识别用，本行其余内容照用",
    "请填写原系统中每笔各不相同的号码，不要填序号或批次号",
)

ID_PROBLEMS: dict[str, Problem] = {
    "blank": ID_BLANK,
    "lost_digits": ID_LOST,
    "broken": ID_BROKEN,
    "from_15": ID_OLD,
}
