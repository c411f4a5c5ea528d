"""What members can do, who of them works for a wage, where, since when, and public posts (domain notes, 1.11)."""

from __future__ import annotations

from random import Random

from sources.synthetic.months import InForce, Month
from sources.synthetic.people import names
from sources.synthetic.people.population import Person
from sources.synthetic.people.schooling import is_student
from sources.synthetic.workbooks import Cell

ABLE = ("普通劳动力", "技能劳动力")
UNABLE = ("无劳动力", "丧失劳动力")
AT_WORK_SHARE, PLANS_SHARE, POST_SHARE, ENDED_SHARE, EARLIER_SHARE = 0.6, 0.2, 0.03, 0.2, 0.25
PLACES = (
    ("山东省青岛市即墨区", names.COUNTY), ("山东省青岛市即墨区", names.COUNTY), ("山东省青岛市城阳区", "城阳区"),
    ("山东省青岛市黄岛区", "黄岛区"), ("江苏省苏州市吴中区", "吴中区"), ("北京市朝阳区", "朝阳区"),
)  # fmt: skip
HOME = PLACES[0]
TRADES = ("制造业", "建筑业", "批发和零售业", "住宿和餐饮业", "居民服务业")
CHANNELS = ("自行就业", "亲友介绍", "政府组织", "企业招聘")
HOME_CHANNELS = (*CHANNELS, "帮扶车间")
POSTS = ("保洁员", "护林员", "公路养护员", "水管员")
MONTHLY_YUAN = (2_600, 6_800)


def labour(rng: Random, person: Person, times: InForce) -> None:
    """Pupils and students do not count; who turns sixty these weeks is not well, for then half able is right before and after."""
    if is_student(person):
        person.labour = "无劳动力"
    elif times.turns(60, person.born):
        person.health = "长期慢性病" if person.health == "健康" else person.health
        person.labour = "弱劳动力或半劳动力"
    age = times.age(person.born)
    speaks = age >= 4 and (age < 72 or rng.random() < 0.6)
    person.cells |= {"speaks_mandarin": _yes(speaks), "works_abroad": "否", "plans_work": "否", "works_away": "否"}
    if person.labour in ABLE:
        _work(rng, person, times)


def can_work(person: Person) -> bool:
    """Fully able."""
    return person.labour in ABLE


def is_at_work(person: Person) -> bool:
    """Works for a wage now."""
    return person.cells.get("works_away") == "是"


def _yes(answer: bool) -> str:
    return "是" if answer else "否"


def _work(rng: Random, person: Person, times: InForce) -> None:
    well_trained = person.labour == "技能劳动力" or person.education in ("大专", "本科及以上")
    if well_trained or rng.random() < AT_WORK_SHARE:
        person.cells |= _job(rng, times, may_have_ended=not well_trained)
    elif rng.random() < PLANS_SHARE:
        person.cells |= {"plans_work": "是", "job_need": rng.choice(("技能培训", "岗位信息", "职业介绍"))}


def _job(rng: Random, times: InForce, may_have_ended: bool) -> dict[str, Cell]:
    """A job with its place, time, pay and way to it. Whoever holds a public post works at home; whose job has ended is back."""
    place, county = rng.choice(PLACES)
    job: dict[str, Cell] = {
        "work_monthly_yuan": rng.randrange(*MONTHLY_YUAN, 50),
        "employer": f"{rng.choice('海天金华东方')}{rng.choice('达盛丰泰源信')}{rng.choice(('服装', '食品', '建筑', '物流'))}有限公司",
        "industry": rng.choice(TRADES),
        "job_channel": rng.choice(HOME_CHANNELS if county == names.COUNTY else CHANNELS),
        "is_point_to_point": _yes(rng.random() < 0.1),
        **_times(rng, times, may_have_ended),
    }
    if job["works_away"] == "是" and rng.random() < POST_SHARE:
        place, county = HOME
        job |= {
            "job_channel": "公益性岗位", "employer": "村民委员会", "industry": "居民服务业", "is_point_to_point": "否",
            "work_monthly_yuan": rng.randrange(800, 1_500, 50), "public_post": rng.choice(POSTS),
            "public_post_months": job["work_months"],
        }  # fmt: skip
    return {"work_place": place, "work_county": county, **job}


def _times(rng: Random, times: InForce, may_have_ended: bool) -> dict[str, Cell]:
    """Since some month of the last twelve, most until now: an end that is not yet known stays blank."""
    began = rng.randint(1, 10)
    ended = rng.randint(0, began - 1) if may_have_ended and rng.random() < ENDED_SHARE else None
    found: dict[str, Cell] = {
        "works_away": _yes(ended is None),
        "work_months": began - (ended or 0) + 1,
        "work_from": spelled(times.months_ago(began)),
        "work_until": "" if ended is None else spelled(times.months_ago(ended)),
    }
    if rng.random() < EARLIER_SHARE:
        found["earlier_work_until"] = spelled(times.months_ago(began + rng.randint(1, 6)))
    return found


def spelled(month: Month) -> str:
    """2022年05月: as the national system writes the months of work."""
    return f"{month.year}年{month.number:02d}月"
