"""Which area each stretch of a text is about: the running subject, from names and from 全市, 该市, 全省."""

from __future__ import annotations

import heapq
import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lib.extract.alternation import alternatives
from lib.extract.places import CITY_LEVELS, Area, Mention, gazetteer, mentions
from lib.extract.repeats import Paragraph, borrowed
from lib.extract.spans import Flow, Lines, Spans, each_line
from lib.extract.wrap import is_row

WORDS = alternatives(
    "(?P<city>全市|该市|市总工会|市总(?!量|额|值|计|数|体|产)|市工会|市委|市政府|市直|全州|全盟|州总工会)"
    "|(?P<ours>我市)|(?P<province>全省|我省|省总工会|省总(?!量|额|值)|省委|省政府|全区总工会|全自治区|自治区总工会)"
    "|(?P<nation>全国总工会|全国|全总(?!量)|我国|(?<!其)中国)|(?P<county>全县|该县|全区|该区|县总工会|区总工会|全旗)"
    "|(?P<other>某市|外省|省外|外市|异地|其他省)"
)
NATION_ASIDE = re.compile(
    "全国(?:群英|女|劳模大会|[^，。；]{0,6}(?:会议|大会|大赛|比赛|总决赛|运动会|展览会|博览会)|推介|推广|率先|首创|交流|会议|引起|总工会(?:授予|表彰|命名为|评为)|五一|劳动模范|劳模|模范|先进|优秀|文明|示范|人大|政协|百强|重点|首|第|前|各地|最|领先|统一|性|青年|工人先锋|三八|职工|技术能手|工会系统|“|性)|"
    "中国(?:特色|式|梦|共产党|铁|石|移动|电信|联通|银行|工会十|工商|建筑|人民|农|科学|航天|中|华|海|制造|科|能|电|梦)"
)
PROVINCE_ASIDE = re.compile(
    "(?:全省|省总工会|省总|省委|省政府|自治区总工会)(?:拨付|下拨|配套|第|前|最|首|先进|优秀|劳模|模范|五一|领先|示范|率先|工人先锋|的?(?:坚强|正确|关心|大力|有力|悉心)|领导|指导|支持|授予|命名|表彰|通报|关于|(?:再|将|还|也|共)?(?:给|下拨|拨付|拨|补助|安排|支持|奖励)|的?部署|要求|统一部署|、|文件)"
)
COMPARED = re.compile(
    "(?:比|较|高出|高于|低于|快于|慢于|多于|少于|好于|优于|占|领先|居|列|位居|走在|超|超过|超出|相当于)$"
)
"""Before 全省 or 全国: a measure that the figure is held against, not its subject."""
NEWS = re.compile(
    r"讯[ （(【]|日电|本报|记者|通讯员|来源[：:]|获悉|(?:报道|发表于)[：: ]|各位(?:代表|委员|职工)[：:]|同志们[：:]"
)
"""How an article of a newspaper or a web page opens, or a speech."""
HEADLINE = 200
"""A block up to this long without a full stop holds the headlines of the next one."""
BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")
SENTENCE = re.compile(r"[。！？；\n]")
PROVINCIAL = re.compile("全省|我省|省总工会|省总|全自治区")
MUNICIPAL = re.compile("全市|该市|市总工会|市总|本市|市工会|全州|州总工会")
OPENING = 200
"""A city that a text names once is its subject only if it does so in its opening."""
SPOKEN = re.compile("(?:“[^”]{8,}”)+")
QUOTE = 120
"""What somebody says in a paragraph of its own is not longer."""
SURE = 4
"""A province is the one that a text is about if so many names, and three of four, are of it."""
BY = re.compile("(?:在|由|经|被|受|向|获|从|按|按照|对|与|同|和|争取|给|自)$")
"""Before 省总工会: whoever acts, it is somebody else."""
ITEM = re.compile(r"；(?=\d{1,2}[.、](?!\d)|（\d{1,2}）|[①-⑳])")
"""Between numbered items of one paragraph."""
HEADING = 24
"""A line up to this long without a full stop is a heading."""
CALL_OUT = re.compile(r"[ \u3000]*[■□▪◆◇●○▲△▶►★☆※][^。；，\n]{1,60}")
"""An item with a bullet that is no sentence."""


@dataclass(frozen=True, slots=True)
class Step:
    """From here on the text is about this area; None where it is about none that can be told."""

    at: int
    area: Area | None
    said: bool
    """Whether the area stands in the words, not carried over."""
    level: str = ""
    city: Area | None = None
    """The city that places named together lie in, where they share one."""
    listed: tuple[str, ...] = ()
    """Codes of places named together, in their order."""


Event = tuple[int, str, Mention | str]
"""Where, of which kind, and what."""


class Subjects:
    """The running subject of a text."""

    def __init__(self, text: str) -> None:
        self.book = gazetteer()
        self.text = text
        self.lines = Lines(text)
        self.spoken = (-1, False)
        self.shared: tuple[tuple[str, ...], Area | None] = ((), None)
        self.mentions = mentions(text)
        self.named = frozenset(item.area.code for item in self.mentions)
        """Codes of all areas that the text names."""
        self.sure = False
        self.province = self._province()
        self.home_from = 0
        self.home = self._home()
        self.steps: list[Step] = []
        self.news = False
        self.articles = self._articles()
        if len({step.area.code for _, _, step in self.articles.spans if step.area is not None}) > 1:
            self.home = None
        self._walk()
        self.starts = array("I", (step.at for step in self.steps))
        titled = self.home is not None and not self.home_from
        self.borrowed = {} if titled or self.news else borrowed(self._paragraphs())

    def at(self, place: int) -> Step:
        """What the text is about at a place."""
        step = self._at(place)
        if not step.said and self._spoken(place):
            return Step(place, None, False)
        if step.said:
            return step
        code = self.borrowed.get(self.lines.begin(place))
        if code:
            return Step(place, self.book.areas[code], False)
        return Step(place, None, False) if self._called_out(place) else step

    def _called_out(self, place: int) -> bool:
        """Whether a figure stands in a call-out of a text that names its city in its body only, not in its title."""
        if self.home is None or not self.home_from:
            return False
        line = self.text[self.lines.begin(place) : self.lines.end(place)]
        return CALL_OUT.fullmatch(line) is not None

    def _spoken(self, place: int) -> bool:
        """Whether the paragraph is nothing but what somebody says, whose figures are the speaker's own."""
        begin = self.lines.begin(place)
        if begin != self.spoken[0]:
            line = self.text[begin : self.lines.end(place)].strip()
            self.spoken = begin, len(line) < QUOTE and SPOKEN.fullmatch(line) is not None
        return self.spoken[1]

    def _at(self, place: int) -> Step:
        index = bisect_right(self.starts, place) - 1
        step = self.steps[index] if index >= 0 else Step(0, None, False)
        return step if step.said or place >= self.home_from else Step(0, None, False)

    def step_of(self, item: Mention) -> Step:
        """A step to the area that is named at a place, for what stands in its column."""
        return Step(item.start, item.area, True, "province" if item.area.level == "province" else "")

    def _paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs with the area that each names, or that its section is about."""
        for begin, line in each_line(self.text):
            end = begin + len(line)
            if line:
                inside = self.mentions[self._before(begin) : self._before(end)]
                codes = {item.area.code for item in inside if item.role == "subject" and item.area.level != "province"}
                carried = self._at(begin).area
                if not codes and carried is not None and not self._called_out(begin):
                    codes = {carried.code}
                if len(codes) < 2:
                    yield Paragraph(begin, line, codes.pop() if codes else "")
                else:
                    yield from self._sentences(begin, end)

    def _sentences(self, begin: int, end: int) -> Iterator[Paragraph]:
        """The sentences of a paragraph that names several areas, each with its own."""
        at = begin
        for match in re.finditer("[^。！？]+[。！？]?", self.text[begin:end]):
            area = self._at(begin + match.end() - 1).area
            yield Paragraph(at, match.group(), area.code if area is not None else "?")
            at = begin + match.end()

    def _province(self) -> Area | None:
        """The province that the text is about, told by its name and by those of its cities."""
        counts: Counter[str] = Counter()
        for item in self.mentions:
            if item.role in ("subject", "list"):
                counts[item.area.code[:2] + "0000"] += 1
        if not counts:
            return None
        code, most = counts.most_common(1)[0]
        self.sure = most >= SURE and most * 4 >= 3 * counts.total()
        return self.book.areas.get(code)

    def _home(self) -> Area | None:
        """The one city (or county) that the whole text is about: named in its title, or the only subject."""
        end = self._title_end()
        title = [item for item in self.mentions[:40] if item.role == "subject" and item.start < end]
        own = [item for item in self.mentions if item.role == "subject" and item.area.level != "province"]
        named = {item.area.code for item in title if item.area.level != "province"}
        families = Counter(self._family(item.area) for item in own)
        total = sum(families.values())
        if len(named) == 1:
            area = self.book.areas[next(iter(named))]
            return area if families[self._family(area)] * 2 >= total else None
        if not own or named or len(PROVINCIAL.findall(self.text)) > len(MUNICIPAL.findall(self.text)):
            return None
        family, count = families.most_common(1)[0]
        cities = [item for item in own if item.area.level in CITY_LEVELS and self._family(item.area) == family]
        if count < 0.75 * total or not cities or (count < 2 and cities[0].start > OPENING):
            return None
        self.home_from = cities[0].start
        return self.book.areas.get(family)

    def _family(self, area: Area) -> str:
        """The prefecture of an area, else the area itself."""
        if (
            area.level in ("district", "county", "city")
            and area.parent in self.book.areas
            and not area.parent.endswith("0000")
        ):
            return area.parent
        parent = self.book.areas.get(area.parent)
        if area.level in ("district", "county") and parent is not None and parent.level == "municipality":
            return area.parent
        return area.code

    def _title_end(self) -> int:
        """Where the title ends: after the first three lines that hold something, or at the first long one."""
        end = seen = 0
        for line in self.text[:400].splitlines(keepends=True):
            plain = line.strip()
            if seen == 3 or len(plain) > 45 or re.search("[。；]", plain) or not line.endswith("\n"):
                break
            end, seen = end + len(line), seen + bool(plain)
        return end

    def _events(self) -> Iterator[Event]:
        """Names, words for areas, and ends of paragraphs and sentences in order."""
        names: Iterator[Event] = ((item.start, "name", item) for item in self.mentions)
        stops: Iterator[Event] = (
            (match.start(), "line" if match.group() == "\n" else "stop", "") for match in SENTENCE.finditer(self.text)
        )
        items: Iterator[Event] = ((match.start(), "item", "") for match in ITEM.finditer(self.text))
        return heapq.merge(names, self._words(), stops, items, key=lambda event: event[:2])

    def _words(self) -> Iterator[Event]:
        """Words that stand for an area."""
        # The 市 of 曲阜市总工会 is the name's own: its office is no word for the prefecture around it.
        named = Flow((item.start + 1, item.end, item) for item in self.mentions if item.area.level == "city")
        for match in WORDS.finditer(self.text):
            kind = match.lastgroup or ""
            if named.at(match.start()):
                continue
            if (
                kind == "province"
                and BY.search(self.text, max(0, match.start() - 3), match.start())
                and "总" in match.group()
            ):
                continue
            if kind in ("nation", "province") and COMPARED.search(self.text, max(0, match.start() - 4), match.start()):
                continue
            if kind == "nation" and NATION_ASIDE.match(self.text, match.start()):
                continue
            if kind == "province" and PROVINCE_ASIDE.match(self.text, match.start()):
                continue
            yield match.start(), kind, match.group()

    def _walk(self) -> None:
        """Steps of the running subject from the start of the text to its end."""
        self.section: Area | None = None
        self.city: Area | None = self.home
        self.county: Area | None = None
        self.paragraph: Area | None = None
        self.prefectures: set[str] = {self.home.code} if self.home is not None else set()
        self.last: Mention | None = None
        self.passed = False
        self.own = False
        """Whether the paragraph has named its area."""
        self._step(0, self.home, False)
        for place, kind, what in self._events():
            if kind == "name" and isinstance(what, Mention):
                self._named(what)
            elif kind == "line":
                self._line(place)
            elif kind == "item":
                self.paragraph, self.county = None, None
                self._step(place + 1, self._carried(place), False)
            elif kind == "stop":
                self.passed = False
                current = self.steps[-1]
                if current.level in ("province", "nation", "list", "foreign"):
                    self._step(place + 1, self.paragraph or self._carried(place), False)
            else:
                self._word(place, kind, str(what))

    def _step(self, at: int, area: Area | None, said: bool, level: str = "") -> None:
        last = self.steps[-1] if self.steps else None
        if last is None or (last.area, last.said, last.level, last.listed) != (area, said, level, ()) or last.city:
            self.steps.append(Step(at, area, said, level))

    def _carried(self, place: int) -> Area | None:
        """The area that a paragraph without a name of its own is about: of its section, its article, its text."""
        article = self.articles.at(place)
        return self.section or (article.area if article is not None and place >= article.at else self.home)

    def _articles(self) -> Spans[Step]:
        """The articles of a page, each with the one area that it names, if so, from where it first does.

        An article begins with a dateline or its by-line. Where a page has no two of these, blank lines part articles if
        they part blocks of several lines; elsewhere they part paragraphs, and the text is one.
        """
        blocks = [match.span() for match in BLOCK.finditer(self.text)]
        news = [
            index for index, (start, end) in enumerate(blocks) if NEWS.search(self.text[start : min(end, start + 120)])
        ]
        many = [index for index, (start, end) in enumerate(blocks) if "\n" in self.text[start:end]]
        self.news = len(news) >= 2
        if not self.news and (self.home is not None or len(many) < 2):
            return Spans([])
        # A block of several lines is an article; one line alone may be a paragraph of the article before.
        tables = {index + 1 for index in many if self._table(*blocks[index])} & set(range(len(blocks)))
        starts = sorted({self._headed(blocks, index) for index in {0, *news, *many, *tables}})
        ends = [*starts[1:], len(self.text)]
        return Spans((start, end, self._article(start, end)) for start, end in zip(starts, ends, strict=True))

    def _table(self, start: int, end: int) -> bool:
        """Whether most lines of a block are rows of a table, which what stands below it does not go on from."""
        lines = self.text[start:end].split("\n")
        return sum(map(is_row, lines)) * 2 > len(lines)

    def _headed(self, blocks: list[tuple[int, int]], index: int) -> int:
        """Where the article of a block begins: at its headline, if that is a block of its own."""
        start, end = blocks[index - 1] if index else blocks[index]
        return start if end - start <= HEADLINE and "。" not in self.text[start:end] else blocks[index][0]

    def _article(self, start: int, end: int) -> Step:
        """The area of an article."""
        inside = self.mentions[self._before(start) : self._before(end)]
        own = [item for item in inside if item.role == "subject" and item.area.level != "province"]
        families = Counter(self._family(item.area) for item in own)
        family, most = families.most_common(1)[0] if families else ("", 0)
        if not own or most * 4 < families.total() * 3:
            return Step(start, None, False)
        first = next(item for item in own if self._family(item.area) == family)
        codes = {item.area.code for item in own}
        return Step(first.start, first.area if len(codes) == 1 else self.book.areas.get(family), False)

    def _line(self, place: int) -> None:
        """A new paragraph begins with the subject of its section or of the whole text."""
        begin = self.text.rfind("\n", 0, place) + 1
        line = self.text[begin:place].strip()
        named = [item for item in self.mentions[self._before(begin) : self._before(place)] if item.role == "subject"]
        if line and len(line) <= HEADING and not re.search(r"[。；，\d]", line) and self.home is None:
            areas = {item.area.code for item in named}
            self.section = named[0].area if len(areas) == 1 and named[0].area.level != "province" else None
            self.city = self.section if self.section else self.city
        if line:
            self.paragraph, self.county, self.last, self.own = None, None, None, False
            self._step(place + 1, self._carried(place + 1), False)
        elif self.articles.at(place - 1) is not self.articles.at(place + 1):
            self.city = self.section = None  # What 全市 meant in the article before.

    def _before(self, place: int) -> int:
        if not hasattr(self, "_mention_starts"):
            self._mention_starts = array("I", (item.start for item in self.mentions))
        return bisect_right(self._mention_starts, place - 1)

    def _named(self, item: Mention) -> None:
        """A place name: a new subject, or one named in passing."""
        area = item.area
        if item.role in ("dateline", "business", "passing"):
            return
        if item.role == "list":
            self.steps.append(Step(item.start, None, True, "list", self._shared(item.listed), item.listed))
            return
        if area.level == "province":
            self._step(item.start, area, True, "province")
            return
        if self._foreign(area):
            self._step(item.start, None, True, "foreign")
            return
        if area.level in CITY_LEVELS:
            self.city = area
            if area.level == "prefecture":
                self.prefectures.add(area.code)
            self.county = None
        else:
            self.county = area
            parent = self.book.areas.get(area.parent)
            self.city = parent if parent is not None and parent.level in CITY_LEVELS else self.city
        self.paragraph, self.own = area, True
        self._step(item.start, area, True)

    def _shared(self, codes: tuple[str, ...]) -> Area | None:
        """The one city that all of several places lie in; None for cities of a province."""
        if codes is self.shared[0]:  # Each place of a list asks for all of it.
            return self.shared[1]
        parents = {self.book.areas[code].parent for code in codes if code in self.book.areas}
        parent = self.book.areas.get(parents.pop()) if len(parents) == 1 else None
        self.shared = codes, parent if parent is not None and parent.level in CITY_LEVELS else None
        return self.shared[1]

    def _foreign(self, area: Area) -> bool:
        """In a text about one city or one province, a place elsewhere is the subject of its own sentence at most."""
        if self.home is not None:
            return self._family(area) != self._family(self.home)
        return self.sure and self.province is not None and area.code[:2] != self.province.code[:2]

    def _word(self, place: int, kind: str, what: str) -> None:
        """A word that stands for an area."""
        if kind in ("city", "ours"):
            article = self.articles.at(place)
            told = self.home is not None or (article is not None and article.area is not None and place >= article.at)
            city = self.city if kind == "city" or told else None
            if city is not None and city.level == "city" and city.parent in self.prefectures and what != "该市":
                city = self.book.areas.get(city.parent)
            if city is not None and city.level in ("county", "district"):
                city = self.book.areas.get(city.parent)
            self.paragraph = city
            self._step(place, city, True, "" if self.own else "word")
        elif kind == "province":
            self._step(place, self.province, True, "province")
        elif kind == "nation":
            self._step(place, self.book.areas["100000"], True, "nation")
        elif kind == "county":
            county = self.county or (self.home if self.home and self.home.level in ("county", "district") else None)
            self.paragraph = county
            self._step(place, county, True)
        else:
            self._step(place, None, True, "foreign")
