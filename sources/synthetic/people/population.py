"""Who lives in the county: households of one to six, with numbers that check and ages that go together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sources.identity import CHECK_DIGITS, WEIGHTS
from sources.synthetic.months import age_on
from sources.synthetic.people import names
from sources.synthetic.workbooks import Cell


@dataclass(slots=True)
class Person:
    """One member as the base holds them. `disability` is kind and grade as on the certificate ("43"), or blank.

    cells: what the base says of them further, by the declared column; it goes before what is said here.
    """

    name: str
    sex: str
    born: date
    id_number: str
    relation: str
    number: str = ""
    ethnicity: str = "汉族"
    education: str = ""
    health: str = "健康"
    labour: str = ""
    residence: str = "农业"
    is_insured: bool = True
    disability: str = ""
    has_card: bool = False
    cells: dict[str, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class Household:
    """One household; `size` is what the form says, `members` who is there; `cells` as for a person."""

    number: str
    township: str
    village: str
    members: list[Person]
    size: int
    kind: str = "一般农户"
    monitoring_kind: str = ""
    is_risk_removed: str = ""
    income: int = 0
    is_dibao: bool = False
    is_tekun: bool = False
    phone: str = ""
    cells: dict[str, Cell] = field(default_factory=dict)

    @property
    def head(self) -> Person:
        """The first member; every sound household begins with its head."""
        return self.members[0]


@dataclass
class Population:
    """Everybody, and the numbers in use."""

    households: list[Household]
    maker: FamilyMaker

    def people(self) -> Iterator[tuple[Household, Person]]:
        """Each row of the base: a member and their household."""
        for household in self.households:
            for person in household.members:
                yield household, person


def check_digit(first17: str) -> str:
    """The plain form of `identity.check_digit`, for one number."""
    return CHECK_DIGITS[sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True)) % 11]


@dataclass(frozen=True)
class Part:
    """A part of a county that is made by itself: it gives no number, and no village a name, that another part gives.

    townships: those that it makes; place, of: the which of how many parts; villages: in each township, 0 for as many as its people fill;
    named_villages: what those of a county with one township are called, before names are made up.
    """

    townships: tuple[str, ...] = names.TOWNSHIPS
    place: int = 0
    of: int = 1
    villages: int = 0
    named_villages: tuple[str, ...] = ()


class FamilyMaker:
    """Makes people one by one and remembers which numbers are taken."""

    def __init__(self, rng: Random, today: date, part: Part | None = None) -> None:
        self.rng, self.today, self.part = rng, today, part or Part()
        self.issued: set[str] = set()

    def issue(self, born: date, sex: str, areas: Sequence[str] = names.AREA_CODES) -> str:
        """An ID number nobody has yet: digit 17 odd for men, then the check digit."""
        while True:
            order = self.rng.randrange(1 + self.part.place, 500, self.part.of) * 2 - (sex == "男")
            first17 = f"{self.rng.choice(areas)}{born:%Y%m%d}{order:03d}"
            number = first17 + check_digit(first17)
            if number not in self.issued:
                self.issued.add(number)
                return number

    def person(self, relation: str, sex: str, age: int, family: str = "") -> Person:
        """Somebody of that age; a surname is drawn where none is given."""
        birthday = date(self.today.year - age, self.today.month, min(self.today.day, 28))
        born = birthday - timedelta(days=self.rng.randrange(365))
        name = names.full_name(self.rng, family or names.surname(self.rng), sex)
        return Person(name, sex, born, self.issue(born, sex), relation)

    def family(self, size: int) -> list[Person]:
        """A head first, then who may live with them; smaller than asked where nobody fits any more."""
        members = self._couple(size)
        while len(members) < size:
            tries = self.rng.sample(ADDITIONS, len(ADDITIONS))
            newcomer = next((person for add in tries if (person := add(self, members))), None)
            if newcomer is None:
                break
            members.append(newcomer)
        return members

    def _couple(self, size: int) -> list[Person]:
        youngest, oldest, usual = (30, 90, 68) if size == 1 else (25, 84, 52) if size < 5 else (32, 68, 47)
        age = int(self.rng.triangular(youngest, oldest, usual))
        sex = "男" if self.rng.random() < 0.85 else "女"
        head = self.person("户主", sex, age)
        if size == 1 or self.rng.random() > 0.93:
            return [head]
        other = "女" if sex == "男" else "男"
        return [head, self.person("配偶", other, max(22, age + self.rng.randint(-4, 3)))]

    def ages(self, members: list[Person], *relations: str) -> list[int]:
        """Ages of those members who stand in one of these relations."""
        return [age_on(person.born, self.today) for person in members if person.relation in relations]


def _family_name(members: list[Person]) -> str:
    couple = [person for person in members if person.relation in ("户主", "配偶")]
    return next((person for person in couple if person.sex == "男"), couple[0]).name[0]


def _child(maker: FamilyMaker, members: list[Person]) -> Person | None:
    parents = maker.ages(members, "户主", "配偶")
    youngest, oldest = max(0, min(parents) - 42), min(parents) - 21
    if oldest < youngest or len(maker.ages(members, "之子", "之女")) >= 3:
        return None
    sex = maker.rng.choice("男女")
    relation = "之子" if sex == "男" else "之女"
    return maker.person(relation, sex, maker.rng.randint(youngest, oldest), _family_name(members))


def _parent(maker: FamilyMaker, members: list[Person]) -> Person | None:
    sex = maker.rng.choice("男女")
    relation = "之父" if sex == "男" else "之母"
    age = maker.ages(members, "户主")[0] + maker.rng.randint(20, 32)
    if age > 97 or maker.ages(members, relation):
        return None
    return maker.person(relation, sex, age, members[0].name[0] if sex == "男" else "")


def _daughter_in_law(maker: FamilyMaker, members: list[Person]) -> Person | None:
    sons = [age for age in maker.ages(members, "之子") if age >= 24]
    if not sons or maker.ages(members, "之儿媳"):
        return None
    return maker.person("之儿媳", "女", max(21, sons[0] + maker.rng.randint(-3, 2)))


def _grandchild(maker: FamilyMaker, members: list[Person]) -> Person | None:
    grown = [age for age in maker.ages(members, "之子", "之女") if age >= 23]
    if not grown or len(maker.ages(members, "之孙子", "之孙女")) >= 2:
        return None
    sex = maker.rng.choice("男女")
    relation = "之孙子" if sex == "男" else "之孙女"
    return maker.person(relation, sex, maker.rng.randint(0, min(18, max(grown) - 22)), _family_name(members))


Addition = Callable[[FamilyMaker, list[Person]], Person | None]
ADDITIONS: tuple[Addition, ...] = (_child, _child, _child, _parent, _daughter_in_law, _grandchild)
