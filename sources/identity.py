"""What an ID number is (GB 11643, ISO 7064 MOD 11-2), over whole columns in Polars.

States of a number:
  valid             18 characters, a real birth date, the right check digit
  from_15           an old number of 15 digits, brought to 18; a derived match
  from_certificate  a disability certificate of 20 or 22 characters, whose first 18 are a valid number; derived
  lost_digits       Excel kept 15 digits (a number cell, or 3.7E+17); the rest is gone whatever the check digit says. A number cell
                    whose file still holds all digits, as programs other than Excel write it, has lost nothing
  document          a passport, a travel permit, an officer's card, a birth certificate: whole, and no ID number
  broken            anything else, an error cell (`#N/A`) among it
  blank             nothing, a word for nothing, or one sign over and over (999999…), which stands in for a number
"""

from __future__ import annotations

import polars as pl

from sources.unseen import UNSEEN

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
SOUND_STATES = ("valid", "from_15", "from_certificate")
INVISIBLE = rf"[\s'\"`=‘’“”′,，\-－—]|{UNSEEN}"
WORDS_FOR_NOTHING = (
    "无", "暂无", "不详", "未知", "没有", "/", "\\", "·", "NULL", "NONE", "N/A", "0", "无证", "未办理", "待补", "空",
)  # fmt: skip
ERROR = r"(?i)^\s*(?:#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|#{2,})|Err:\d{3}|（公式没有结果）)\s*$"
"""What a cell shows instead of a value: a formula's error, a formula without a result, a column too narrow (`###`)."""
JOINTS = r"[.·•・/\\|_。、;:]"
"""Signs that people put between the parts of a number."""
# Regular expressions over normalised text say [0-9]: \d means the digits of every script, which takes milliseconds to compile.
ALONE = r"^[^0-9X]*([0-9]{17}[0-9X](?:[1-7][1-4](?:B?[0-9]{1,2}|B)?)?|[0-9]{15})(?:[^0-9X].*)?$"
EXCEL_KEEPS = 1e15
"""From here on a number cell may have lost digits: Excel keeps fifteen, a fraction seventeen."""

AS_MEANT = r"^[0-9X]+$"
"""Of such a text `normalise_id` makes itself."""
ID18 = r"^[0-9]{17}[0-9X]$"
CERTIFICATE = r"^[0-9]{17}[0-9X][1-7][1-4](?:B?[0-9]{1,2}|B)?$"

DOCUMENT = r"^(?:[A-Z]{1,2}[0-9]{7,10}|[A-Z]{3}[0-9]{12}|\p{Han}{0,2}字?第[0-9]{4,12}号?)$"
"""Passports (E12345678, EA1234567), permits of Hong Kong, Macao and Taiwan (H12345678), birth certificates (U370123456), permanent
residence (CHN…), officers' cards (军字第1234567号). None has a check digit: with the same name it is a person, alone it is not."""
STAND_IN_FROM = 5
"""So many times the same sign and nothing else is nobody's number."""


def is_error(raw: pl.Expr) -> pl.Expr:
    """True where a cell shows an error: something was meant to stand there, so it is not blank. Never null."""
    return raw.cast(pl.String).fill_null("").str.contains(ERROR)


def normalise_id(raw: pl.Expr) -> pl.Expr:
    """The number as meant: half width, upper case, without spaces, quotes, dots, `=\"…\"`, `.0`.

    A number that stands alone among other words (身份证：…, …（残）, a G in front, a telephone behind) is taken out.
    """
    text = raw.cast(pl.String).fill_null("").str.normalize("NFKC").str.replace_all(INVISIBLE, "").str.to_uppercase()
    text = text.str.replace_all("[×ΧХ✕]", "X").str.replace(r"\.0+$", "")
    joined = pl.when(text.str.contains(r"[0-9]E\+?[0-9]")).then(text).otherwise(text.str.replace_all(JOINTS, ""))
    return pl.coalesce(_zeros(text).str.extract(ALONE), _zeros(joined).str.extract(ALONE), _zeros(joined))


def _zeros(text: pl.Expr) -> pl.Expr:
    """The letter O among digits is a nought."""
    looks_numeric = text.str.contains(r"^G?[0-9OX〇]{14,22}$")
    return pl.when(looks_numeric).then(text.str.replace_all("[O〇]", "0")).otherwise(text)


def check_digit(first17: pl.Expr) -> pl.Expr:
    """The eighteenth character that belongs to seventeen digits; null where they are not seventeen digits."""
    digits = pl.when(first17.str.contains("^[0-9]{17}$")).then(first17)
    signs = digits.cast(pl.Binary).bin.reinterpret(dtype=pl.Array(pl.UInt8, 17)).cast(pl.Array(pl.Int32, 17))
    weights = pl.lit(pl.Series([WEIGHTS], dtype=pl.Array(pl.Int32, 17)))
    total = (signs * weights).arr.sum() - ord("0") * sum(WEIGHTS)
    return pl.lit(CHECK_DIGITS).str.slice(pl.when(digits.is_not_null()).then(total % 11), 1)


def is_stand_in(text: pl.Expr) -> pl.Expr:
    """True for one sign over and over (999999999999999999, 000000): it stands where a number should. Never null."""
    return ((text.str.len_chars() >= STAND_IN_FROM) & (text.str.strip_chars(text.str.slice(0, 1)) == "")).fill_null(
        False
    )


def is_cut(text: pl.Expr) -> pl.Expr:
    """True for the digits of a number cell that Excel or a fraction has cut: long, and no more than a fraction can print. Never null.

    A whole number that a file holds digit by digit has nearly always others behind the fifteenth than the fraction next to it.
    """
    fraction = text.cast(pl.Float64, strict=False)
    whole = fraction.cast(pl.Int64, strict=False).cast(pl.String)
    shortest = fraction.cast(pl.String).str.replace(r"[eE].*$", "").str.replace_all(r"\.", "")
    holds_all = (
        text.str.contains("^[0-9]{16,19}$")
        & (text != whole)
        & (text.str.strip_chars_end("0") != shortest.str.strip_chars_end("0"))
    )
    return ((fraction >= EXCEL_KEEPS) & ~holds_all.fill_null(False)).fill_null(False)


def birth_date(id18: pl.Expr) -> pl.Expr:
    """The birth date in a number of 18; null where there is no such day."""
    return id18.str.slice(6, 8).str.to_date("%Y%m%d", strict=False)


def has_real_birth_date(id18: pl.Expr) -> pl.Expr:
    """Born between 1900 and 2099 on a day that exists. A day yet to come is a question for the rules, not for reading."""
    return birth_date(id18).is_not_null() & id18.str.slice(6, 2).is_in(["19", "20"])


def is_valid_id18(text: pl.Expr) -> pl.Expr:
    """True for 18 characters with a real birth date and the right check digit; never null."""
    right = text.str.slice(17, 1) == check_digit(text.str.slice(0, 17))
    return (text.str.contains(ID18) & has_real_birth_date(text) & right).fill_null(False)


def upgrade_15(text: pl.Expr) -> pl.Expr:
    """A number of 15 digits brought to 18: the century 19, then the check digit (GB 11643-1999)."""
    first17 = pl.concat_str(text.str.slice(0, 6), pl.lit("19"), text.str.slice(6, 9))
    return pl.concat_str(first17, check_digit(first17))


def sex_of(id18: pl.Expr) -> pl.Expr:
    """男 for an odd, 女 for an even seventeenth digit."""
    odd = id18.str.slice(16, 1).cast(pl.Int32, strict=False) % 2 == 1
    return pl.when(odd).then(pl.lit("男")).when(~odd).then(pl.lit("女"))


def mask(text: pl.Expr) -> pl.Expr:
    """`370282********1234`; shorter numbers keep two characters, so that nobody can be found by them."""
    inner = pl.concat_str(text.str.slice(0, 6), pl.lit("********"), text.str.slice(-4))
    return (
        pl.when(text.str.len_chars() >= 15)
        .then(inner)
        .otherwise(
            pl.when(text.str.len_chars() > 0).then(pl.concat_str(text.str.slice(0, 2), pl.lit("****"))).otherwise(text)
        )
    )


def mask_name(text: pl.Expr) -> pl.Expr:
    """张**: the first character, then two stars whatever the length."""
    return pl.when(text.str.len_chars() > 0).then(pl.concat_str(text.str.slice(0, 1), pl.lit("**"))).otherwise(text)


UNREADABLE_SIGNS = r"[?*□■○◯〓\u{FFFD}\u{E000}-\u{F8FF}\u{F0000}-\u{10FFFD}]"
"""What stands where a rare character could not be shown, or where the sender has masked one."""
TRADITIONAL = (
    "張张劉刘陳陈楊杨趙赵黃黄吳吴孫孙馬马羅罗鄭郑謝谢韓韩馮冯許许鄧邓蕭萧葉叶蘇苏盧卢蔣蒋賈贾鍾钟譚谭陸陆範范龍龙萬万錢钱湯汤賀贺顧顾"
    "龔龚華华國国強强偉伟軍军麗丽蘭兰鳳凤雲云貴贵慶庆東东衛卫紅红艷艳豔艳靜静愛爱榮荣鵬鹏飛飞傑杰濤涛輝辉勝胜寶宝興兴業业學学義义禮礼"
    "賢贤潔洁蓮莲環环紹绍經经維维綱纲書书長长開开關关陽阳順顺風风發发歲岁樹树權权棟栋楓枫橋桥歡欢漢汉滿满澤泽潤润燦灿獻献瑩莹瓊琼節节"
    "紀纪純纯統统績绩羣群聖圣聰聪臨临與与舉举藝艺蘊蕴術术詩诗誠诚諾诺謙谦豐丰財财貞贞賓宾賴赖躍跃農农遠远選选邁迈鄒邹銀银銘铭銳锐錦锦"
    "鐵铁閆闫閻阎雙双韋韦項项顏颜顯显驥骥駿骏魯鲁鴻鸿麥麦齊齐齡龄呂吕戶户峯峰勳勋"
)
"""Characters of names in their traditional form, each followed by the form in use."""


def name_key(raw: pl.Expr) -> pl.Expr:
    """A name for comparison: half width, simplified, without spaces, dots, digits and brackets (张 三, 买买提·艾力).

    A character that cannot be read (□, ?, * between others) becomes `?`; a star behind a name is a footnote's.
    """
    text = raw.cast(pl.String).fill_null("").str.replace(ERROR, "").str.normalize("NFKC")
    text = text.str.replace_all(r"[(\[【〔].*?(?:[)\]】〕]|$)", "").str.replace(r"^(?:户主|姓名|本人)[:：]", "")
    text = text.str.replace_all(rf"[\s·•・‧∙⋅.．。、/_%'’‘\d]|{UNSEEN}", "")
    text = (
        text.str.replace(r"^(\p{Han}{2,})\*+$", "$1").str.replace_all(UNREADABLE_SIGNS, "?").str.replace(r"^\?+$", "")
    )
    return text.str.replace_many(list(TRADITIONAL[::2]), list(TRADITIONAL[1::2])).str.to_uppercase()


def identify(frame: pl.DataFrame, raw: str, is_number: pl.Expr) -> pl.DataFrame:
    """Add `id_text`, `id18` and `id_state` for the column `raw`; `is_number` is true where the cell held a number.

    `id18` is null unless the state is sound (`SOUND_STATES`). `id_text` is empty where the cell is at error: nothing of the
    number is left, and two errors are not one person.
    """
    cells = frame.select(pl.col(raw).cast(pl.String).alias("raw"), is_number.alias("is_number")).with_row_index("place")
    text = pl.col("raw").fill_null("")
    is_of_eighteen, is_as_meant = text.str.contains(ID18), text.str.contains(AS_MEANT)
    kinds = (
        (is_of_eighteen, _of_eighteen),
        (is_as_meant & ~is_of_eighteen, lambda some: _of_any(some, pl.col("raw"))),
        (~is_as_meant, lambda some: _of_any(some, pl.when(~is_error(text)).then(normalise_id(text)).otherwise(pl.lit("")))),
    )  # fmt: skip
    parted = [(read, cells.filter(is_kind)) for is_kind, read in kinds]
    # to plan what no cell of a short sheet needs took longer than to read the sheet
    found = [read(some) for read, some in parted if not some.is_empty()]
    known = pl.concat(found or [_of_eighteen(cells)]).sort("place")
    return frame.with_columns(known["id_text"], known["id_state"], known["id18"])


def _of_eighteen(cells: pl.DataFrame) -> pl.DataFrame:
    """Numbers of 18 characters, nearly all of an export: the same states come out as by `_of_any`, in a tenth of the time."""
    text = pl.col("raw")
    is_cut_off = pl.col("is_number") & is_cut(text) if cells["is_number"].any() else pl.lit(False)
    state = (
        pl.when(is_stand_in(text)).then(pl.lit("blank"))
        .when(is_cut_off).then(pl.lit("lost_digits"))
        .when(is_valid_id18(text)).then(pl.lit("valid"))
        .otherwise(pl.lit("broken"))
    )  # fmt: skip
    id18 = pl.when(pl.col("id_state") == "valid").then(text)
    return cells.select("place", text.alias("id_text"), state.alias("id_state"), "raw").select(
        "place", "id_text", "id_state", id18.alias("id18")
    )


def _of_any(cells: pl.DataFrame, number: pl.Expr) -> pl.DataFrame:
    """Whatever else stands in the place of a number. number: what is meant by it."""
    raw, text, in_full = (pl.col(name) for name in ("raw", "id_text", "id_in_full"))
    is_of_15, is_certificate = text.str.contains("^[0-9]{15}$"), text.str.contains(CERTIFICATE)
    too_long_for_excel = pl.col("is_number") & is_cut(text)
    state = (
        pl.when(is_error(raw)).then(pl.lit("broken"))
        .when(~text.str.contains("[0-9]") | text.is_in(list(WORDS_FOR_NOTHING)) | is_stand_in(text)).then(pl.lit("blank"))
        .when(too_long_for_excel | text.str.contains(r"^[0-9](?:\.[0-9]+)?E\+?[0-9]+$")).then(pl.lit("lost_digits"))
        .when(pl.col("is_valid") & is_of_15).then(pl.lit("from_15"))
        .when(pl.col("is_valid") & is_certificate).then(pl.lit("from_certificate"))
        .when(pl.col("is_valid")).then(pl.lit("valid"))
        .when(text.str.contains(DOCUMENT)).then(pl.lit("document"))
        .otherwise(pl.lit("broken"))
    )  # fmt: skip
    eighteen = pl.when(is_of_15).then(upgrade_15(text)).when(is_certificate).then(text.str.slice(0, 18)).otherwise(text)
    # step by step: one expression for all would be planned anew for each of the digits that it is made of
    return (
        cells.with_columns(number.alias("id_text"))
        .with_columns(eighteen.alias("id_in_full"))
        .with_columns(is_valid_id18(in_full).alias("is_valid"))
        .with_columns(state.alias("id_state"))
        .select("place", "id_text", "id_state", pl.when(pl.col("id_state").is_in(SOUND_STATES)).then(in_full).alias("id18"))
    )  # fmt: skip
