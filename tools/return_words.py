"""Make the word lists of the return code: 64 × 64 two-part words a language, all our own.

    python tools/return_words.py            writes static/js/return/words.js and core/word_list.py
    python tools/return_words.py --check    says whether the files are what this would write

Six words of 4,096 are 72 bits. A word is made of two things that can be pictured ("kultakettu"),
because such words are remembered and read out better than syllables. The rules: only the letters
a–z (nobody has to find å, ä or ö on a strange keyboard), parts of three to eight letters, no two
words of a list within two edits, so that one slip of a finger leads back to one word only, and
nothing crude where two parts meet. The parts were written down here, not taken from any list.
"""

import sys
from functools import cache
from itertools import combinations
from pathlib import Path
from textwrap import fill

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "static" / "js" / "return" / "words.js"
PYTHON = ROOT / "core" / "word_list.py"
PARTS = 64
LEAST_EDITS = 3
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
LENGTHS = range(3, 9)

VOCABULARY: dict[str, tuple[str, str]] = {
    "fi": (
        """kulta hopea sini puna kelta valko harmaa oranssi lumi ranta meri saari korpi niitty pelto
        lampi virta koski puro laakso vuori tunturi aamu ilta talvi syksy touko loka tuuli pilvi
        sade usva aurinko kajo graniitti marmori hiekka savi turve sammal havu koivu honka kuusi
        haapa pihlaja tammi lehmus vaahtera kataja paju mustikka puolukka lakka mansikka vadelma
        omena luumu kirsikka kaura ohra hunaja kaneli minttu vanilja peruna porkkana villa silkki
        pellava sametti lasi paperi rauta kupari pronssi timantti helmi lyhty liekki kello rumpu
        huilu viulu piano harppu niemi kallio unikko vuokko apila lumpeen tulppaani orvokki ruusu
        sitruuna persikka meloni basilika pouta huurre rinne""",
        """kettu karhu orava majava saukko hirvi poro ilves norppa hylje lokki kotka haukka tikka
        kurki joutsen sorsa haikara ankka varpunen tiainen peippo kiuru lohi hauki ahven siika
        muikku rapu simpukka kotilo perhonen siili naali kameli norsu seepra kirahvi tiikeri
        leijona panda koala laiva vene kanootti purje airo majakka satama silta polku portti torni
        mylly talo ikkuna kaappi tuoli sohva lamppu taulu kirja vihko kartta kompassi reppu hattu
        huivi lapanen saapas takki nappi lanka neula kori kuppi lautanen kannu pulla puuro keitto
        mehu hevonen lammas kameleon pingviini delfiini kilpikonna planeetta raketti traktori
        ratas keinu pallo leija avain peili""",
    ),
    "sv": (
        """guld silver koppar brons sommar vinter morgon vind regn moln dimma frost hav strand skog
        berg dal flod klippa sand mossa gran tall lind asp rosa lila violett tulpan honung kanel
        vanilj mynta timjan melon citron aprikos hallon lingon potatis morot tomat havre korn siden
        sammet bomull papper marmor granit kristall diamant opal rubin safir smaragd turkos indigo
        trumma fiol piano gitarr harpa cello klocka lykta norr kust oktober januari april augusti
        sol gryning solros blomma viol ljung vallmo oliv persika purpur tegel porslin basilika
        rosmarin dragon lagun savann prisma kaffe mandel pepparmynt salvia lavendel ingefara""",
        """hare ekorre hjort katt lamm anka svan falk trana uggla sparv lax torsk krabba humla stuga
        torn port kvarn hamn kanot segel ankare karta kompass penna bok lampa soffa stol matta kopp
        kanna korg hatt halsduk jacka vante knapp spegel trappa park gunga cirkel kvadrat planet
        komet raket ballong drake traktor cykel tunnel bulle giraff elefant kamel panda koala tiger
        lejon delfin pingvin bro fyr delta vagn buss docka pussel kudde filt gaffel sked tallrik
        dukat nyckel stege spade pensel bonde sadel tofflor orkester mikrofon kamera radio fontan
        pelikan flamingo iller bisam zebra krokus magasin lapp""",
    ),
    "en": (
        """amber silver golden copper purple velvet cotton winter summer autumn spring morning sunny
        misty rainy stormy cloudy frosty ocean river forest meadow valley canyon island desert
        pebble marble granite crystal diamond ruby opal jade coral pearl ivory cedar maple willow
        birch walnut cherry lemon mango melon peach apricot ginger vanilla pepper cocoa honey maize
        barley clover tulip violet lotus orchid jasmine poppy indigo scarlet turquoise paper
        woollen cosmic lunar solar arctic tropic northern quiet gentle brave clever wooden plaid
        striped dotted round tiny jumbo echo harbour prairie lagoon""",
        """falcon otter beaver badger rabbit squirrel hedgehog penguin dolphin giraffe elephant
        camel zebra tiger panda koala turtle lizard salmon oyster cricket pigeon swan heron raven
        cottage tower bridge window lantern candle teapot kettle basket blanket pillow cushion
        mirror carpet table bench ladder hammer pencil notebook compass anchor sailboat canoe
        rocket planet comet balloon tractor bicycle tunnel trumpet guitar violin piano flute drum
        jacket mitten scarf button sandal umbrella backpack key puzzle kite marlin walrus yak
        gecko lynx moose puffin kiwi igloo wagon waffle muffin noodle pretzel acorn feather""",
    ),
}

CRUDE: dict[str, str] = {
    "fi": "vittu perse paska huora homo hullu kuole tapa ruma kusi pillu kulli mulkku runk seks"
    " natsi tissi",
    "sv": "fitta kuk hora skit fan dum ful neger sex nazi dod idiot knull rov runk hat",
    "en": "fuck shit cunt dick slut whore fag gay fat ugly kill dead rape nazi sex ass hell damn"
    " piss cock tit cum anus nig hate dumb die lie",
}


def main() -> int:
    """Write the lists, or check them."""
    lists = {lang: parts_of(lang) for lang in VOCABULARY}
    written = {TARGET: module(lists), PYTHON: python_module(lists)}
    if "--check" in sys.argv:
        return 0 if all(file.read_text("utf-8") == text for file, text in written.items()) else 1
    for file, text in written.items():
        file.write_text(text, "utf-8")
    return 0


@cache
def parts_of(lang: str) -> tuple[list[str], list[str]]:
    """Choose 64 first and 64 second parts that keep every rule, or raise `ValueError`."""
    candidates = [_fit(part, lang) for part in VOCABULARY[lang]]
    firsts: list[str] = _apart(candidates[0])
    seconds: list[str] = []
    for word in _apart([one for one in candidates[1] if one not in set(firsts)]):
        if len(seconds) < PARTS and not any(_crude(first + word, lang) for first in firsts[:PARTS]):
            seconds.append(word)
    if len(firsts) < PARTS or len(seconds) < PARTS:
        raise ValueError(f"{lang}: {len(firsts)} and {len(seconds)} parts are too few")
    return sorted(firsts[:PARTS]), sorted(seconds)


def _fit(words: str, lang: str) -> list[str]:
    """Keep what has the right letters and length and is not crude by itself."""
    return [
        word
        for word in dict.fromkeys(words.split())
        if set(word) <= LETTERS and len(word) in LENGTHS and not _crude(word, lang)
    ]


def _crude(word: str, lang: str) -> bool:
    return any(one in word for one in CRUDE[lang].split())


def _apart(words: list[str]) -> list[str]:
    """Keep, in order, what is at least three edits away from everything kept before."""
    kept: list[str] = []
    for word in words:
        if all(edits(word, other) >= LEAST_EDITS for other in kept):
            kept.append(word)
    return kept


def edits(one: str, other: str) -> int:
    """Count the edits between two words; two letters that changed places count as one (Damerau)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def too_near(words: list[str]) -> list[tuple[str, str]]:
    """Find the words of a list within two edits of each other, without comparing all with all."""
    shorter: dict[str, set[str]] = {}
    for word in words:
        for left in _without(word, LEAST_EDITS - 1):
            shorter.setdefault(left, set()).add(word)
    pairs = {pair for group in shorter.values() for pair in combinations(sorted(group), 2)}
    return [pair for pair in sorted(pairs) if edits(*pair) < LEAST_EDITS]


def _without(word: str, most: int) -> set[str]:
    """Give the word with up to `most` letters left out: near words share one of these."""
    found = {word}
    for _ in range(most):
        found |= {one[:at] + one[at + 1 :] for one in found for at in range(len(one))}
    return found


def module(lists: dict[str, tuple[list[str], list[str]]]) -> str:
    """Write the lists as the module that the browser loads."""
    told = "".join(
        f"  {lang}: [\n{_array(firsts)}{_array(seconds)}  ],\n"
        for lang, (firsts, seconds) in lists.items()
    )
    return (
        "/** The return code's words, made by tools/return_words.py:"
        " a word is a first and a second part. */\n"
        f"export const PARTS = {{\n{told}}};\n"
    )


def _array(parts: list[str]) -> str:
    return f"    '{' '.join(parts)}'.split(\n      ' ',\n    ),\n"


def python_module(lists: dict[str, tuple[list[str], list[str]]]) -> str:
    """Write the lists as the module that the server's own codes are made of."""
    told = "".join(
        f'    "{lang}": (\n{_lines(firsts)}{_lines(seconds)}    ),\n'
        for lang, (firsts, seconds) in lists.items()
    )
    return (
        '"""The words of spoken codes, made by tools/return_words.py: a first and a second part."""'
        "\n\nPARTS: dict[str, tuple[str, str]] = {\n"
        f"{told}}}\n"
    )


def _lines(parts: list[str]) -> str:
    rows = fill(" ".join(parts), 88, initial_indent=" " * 8, subsequent_indent=" " * 8)
    return f'        """\n{rows}\n        """,\n'


if __name__ == "__main__":
    sys.exit(main())
