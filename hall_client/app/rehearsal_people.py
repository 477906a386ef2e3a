"""Fictional people and firms for rehearsals: every number holds, none belongs to anybody."""

from datetime import date, timedelta
from random import Random

from hall_client.app.applicants import Agent, Applicant
from hall_client.domain.certificates import credit_check, organisation_check, resident_check

REGION = "519900"  # no such county
FIRST_BIRTH = date(1952, 1, 1)
BIRTHS = 19_000  # days from the oldest to the youngest
CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "文志建明晓雨海国永春华丽静敏思远立群芳伟强磊娜婷宇轩子涵佳怡欣然浩博俊杰雪梅玉兰"
# Names that printers and fonts stumble over: rare characters, dots, long ones, compound surnames.
UNUSUAL = (
    "𠮷文川",
    "张䶮",
    "阿依努尔·吐尔逊",
    "陈𬭎",
    "欧阳𠮷",
    "扎西次仁",
    "古丽巴哈尔·阿卜杜热西提",
    "司马䶮宁",
    "那木汗·乌力吉",
    "诸葛𬭎业",
)
FIRMS = ("云岭", "天禾", "䶮腾", "安畅", "青田", "𬭎达", "百川", "嘉木", "远航", "明德", "盛禾")
TRADES = (
    "餐饮",
    "医药",
    "建设工程",
    "物流",
    "文化传媒",
    "环保科技",
    "农业开发",
    "置业",
    "人力资源",
)
STREETS = ("文昌路", "滨江大道", "解放街", "学府路", "棠溪大道", "青年路", "桂花巷")


def person_name(dice: Random, n: int) -> str:
    """The n-th person's name; every fourth one is unusual, the first of all among them."""
    if n % 4 == 0:
        return UNUSUAL[n // 4 % len(UNUSUAL)]
    return dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, dice.choice((1, 2, 2))))


def resident_number(dice: Random) -> str:
    """A resident's number whose check character holds (GB 11643)."""
    birth = FIRST_BIRTH + timedelta(days=dice.randrange(BIRTHS))
    body = f"{REGION}{birth:%Y%m%d}{dice.randrange(1, 1000):03d}"
    return body + resident_check(body)


def credit_code(dice: Random) -> str:
    """A unified social credit code whose two check characters hold (GB 32100, GB 11714)."""
    firm = "MA" + "".join(dice.choice(CODE_LETTERS) for _ in range(6))
    body = f"91{REGION}{firm}"
    checked = organisation_check(firm)
    return f"{body}{checked}{credit_check(body + checked)}"


def phone(dice: Random) -> str:
    return f"1990000{dice.randrange(10_000):04d}"


def address(dice: Random) -> str:
    return f"棠溪市{dice.choice(STREETS)}{dice.randrange(1, 400)}号"


def person(dice: Random, n: int) -> Applicant:
    """A natural person who applies."""
    return Applicant(
        kind="person",
        name=person_name(dice, n),
        id_kind="resident-id",
        id_number=resident_number(dice),
        phone=phone(dice),
        address=address(dice),
    )


def firm(dice: Random) -> Applicant:
    """An organisation that applies."""
    return Applicant(
        kind="organisation",
        name=f"棠溪{dice.choice(FIRMS)}{dice.choice(TRADES)}有限公司",
        id_kind="uscc",
        id_number=credit_code(dice),
        phone=phone(dice),
        address=address(dice),
    )


def agent(dice: Random, n: int) -> Agent:
    """Who comes to the hall for somebody else."""
    return Agent(
        name=person_name(dice, n),
        id_number=resident_number(dice),
        phone=phone(dice),
        scope=("submit", "supplement", "collect"),
    )
