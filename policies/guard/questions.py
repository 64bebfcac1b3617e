"""The questions by which a worker would learn who somebody is, in Finnish, Swedish and English.

A line each for the noun asked for; the frames are shared. What is told to somebody ("kerro nimesi")
is no question where its clause holds a no ("älä kerro nimeäsi").
"""

from dataclasses import dataclass

from policies.guard.kinds import Asked
from policies.guard.text import END, LETTERS, WORD


@dataclass(frozen=True)
class Noun:
    """What is asked for, as each language says it; `own` is "your …" in one Finnish word."""

    fi: str
    own: str
    form: str
    sv: str
    en: str


_SOME = "(?:insta|instagram|snap|snapchat|snäppi|tiktok|discord|some)"
NOUNS: dict[Asked, Noun] = {
    Asked.NAME: Noun(
        fi="(?:koko |oikea |oma |virallinen )?(?:etu|suku)?nimi",
        own="(?:koko |oikea |oikean )?(?:etu|suku)?nime(?:si|s|äsi|äs|es)",
        form="(?:koko |oikean |oman )?(?:etu|suku)?nime[nä]",
        sv="(?:riktiga |hela |fullständiga )?(?:för|efter)?namn",
        en="(?:(?:real|full|first|last|actual|legal|own) )?(?:sur)?name",
    ),
    Asked.IDENTITY_CODE: Noun(
        fi="(?:henkilötunnus|hetu|sotu|sosiaaliturvatunnus)",
        own="(?:henkilötunnukse(?:si|s)|henkilötunnustasi|hetu(?:si|s|asi|as)|sotu(?:si|s|asi|as))",
        form="(?:henkilötunnuksen|henkilötunnusta|hetun|hetua|sotun|sotua)",
        sv="(?:personbeteckning|personnummer|personsignum)",
        en="(?:(?:personal )?(?:identity|id) (?:code|number)|social security number|ssn|hetu)",
    ),
    Asked.ADDRESS: Noun(
        fi="(?:koti|katu)?osoite",
        own="(?:koti|katu)?osoit(?:teesi|tees|ettasi|ettas)",
        form="(?:koti|katu)?osoit(?:teen|etta)",
        sv="(?:hem|gatu)?adress",
        en="(?:(?:home|street|postal) )?address",
    ),
    Asked.PHONE: Noun(
        fi="(?:puhelin|puh|kännykkä|känny)?numero",
        own="(?:puhelin|puh|kännykkä|känny)?numero(?:si|s|asi|as)",
        form="(?:puhelin|puh|kännykkä|känny)?numero[na]",
        sv="(?:telefon|mobil)?nummer",
        en="(?:(?:phone|mobile|cell|telephone) )?number",
    ),
    Asked.EMAIL: Noun(
        fi="(?:sähköposti|meili|maili|email)(?:osoite)?",
        own="(?:sähköposti(?:si|s|asi|as)|sähköpostiosoit(?:teesi|tees|ettasi)|meili(?:si|s|äsi)|maili(?:si|s))",
        form="(?:sähköposti[na]|sähköpostiosoit(?:teen|etta)|meili[nä]|maili[na])",
        sv="(?:e-?post|mejl|mail)(?:adress|en)?",
        en="e-?mail(?: address)?",
    ),
    Asked.HANDLE: Noun(
        fi=f"(?:{_SOME}(?:-?tili|-?tunnus|-?nimi)?|käyttäjänimi|käyttäjätunnus)",
        own=f"(?:{_SOME}(?:si|s)|{_SOME}-?tilisi|käyttäjänime(?:si|s)|käyttäjätunnukse(?:si|s)|snäppis|snäppisi)",
        form=f"(?:{_SOME}[na]|{_SOME}-?tilin|snäpin|snäppiä|käyttäjänime[nä]|käyttäjätunnu(?:ksen|sta))",
        sv=f"(?:{_SOME}(?:-?konto|-?namn)?|användarnamn)",
        en=f"(?:{_SOME}(?: handle| name| account| username)?|username)",
    ),
    Asked.SCHOOL: Noun(
        fi="koulu",
        own="koulu(?:si|s)(?: nimi| nimen)?",
        form="koulun nim(?:i|en|eä)",
        sv="skola",
        en="school(?:'s name)?",
    ),
}

_YOU = "(?:su|sun|sinu|sinun|siu|siun|teidän|teijän)"
_FI = "mi(?:kä|käs|kähän|käköhän)(?: se)?(?: on| olikaan| oli| ois| olisi)?"
_ASK_FI = (
    "(?:kerro|kerrotko|kerrotsä|kertoisitko|kerrothan|kertoa|sano|sanoisitko|sanotko|sanoa|saanko|saisinko|"
    "saako|saisko|saanks|saada|anna|annatko|annatsä|antaa|antaisitko|laita|laitatko|laittaa|laittaisitko|"
    "lähetä|lähetätkö|lähettää|lähettäisitkö|kirjoita|kirjoitatko|kirjoittaa|kysyä|kysyisin|tarvitsen|"
    "tarvitsisin|tarviin|tarvin|tarvitaan|haluan|haluaisin|tietää)"
)
_ASK_SV = (
    "(?:berätta|berättar|säg|säga|säger|ge|ger|skicka|skickar|skriv|skriva|skriver|få|får|behöver|uppge|"
    "veta|fråga)"
)
_ASK_EN = "(?:tell|telling|give|send|share|have|get|know|ask|need|write|type|provide)"
_BETWEEN = f"(?: [{LETTERS}']+){{0,3}}?"
_MINE = "(?:ditt|din|dina)"
_YOUR = "(?:your|ur)"
_WHAT = "(?:what(?:'?s| is| was)?)"


def _plain(noun: Noun) -> list[str]:
    return [
        f"{_FI}(?: se)? {_YOU}(?: se)? {noun.fi}{END}",
        f"{_FI} {noun.own}{END}",
        f"{_YOU} {noun.fi}(?: on)? ?[?]",
        f"(?:vad|vilken|vilket)(?: är| va| var)? {_MINE} {noun.sv}{END}",
        f"{_WHAT} {_YOUR} {noun.en}{END}",
    ]


def _told(noun: Noun) -> list[str]:
    return [
        f"{_ASK_FI}{_BETWEEN} (?:{noun.own}|{_YOU} (?:{noun.form}|{noun.fi})){END}",
        f"{_ASK_SV}{_BETWEEN} {_MINE} {noun.sv}{END}",
        f"{_ASK_EN}{_BETWEEN} {_YOUR} {noun.en}{END}",
    ]


def _alone(noun: Noun) -> list[str]:
    lead = f"(?:(?:ja|entä|entäs|och|and|sitten) )?(?:(?:{_YOU}|{_MINE}|{_YOUR}) )?"
    return [f"{lead}(?:{noun.fi}|{noun.own}|{noun.sv}|{noun.en}) ?[?]"]


_PLACE_FI = "(?: sä| sinä| te)?"
_ARE_FI = "(?: sä| sinä)?(?: oot| olet| oikein oot)(?: sä| sinä)?"
_HAVE_FI = f"(?:(?: on)?(?: {_YOU}| sulla| sinulla)?(?: on)?)"
_KIND_FI = "(?:ala|ylä|perus|yhtenäis|ammatti|kansalais|erityis)?"
OTHERS: dict[Asked, list[str]] = {
    Asked.NAME: [
        (
            f"kuka(?:s|han)?{_PLACE_FI}(?: oikein| oikeasti| oikeesti)?(?: oot| olet)"
            f"(?: sä| sinä)?(?: oikein| oikeasti| oikeesti)?(?! ?[{WORD}])"
        ),
        f"minkä(?:s)? ?nimi(?:nen|sinä){_ARE_FI}",
        f"vad heter (?:du|ni){END}",
        f"vem är du(?: egentligen)?(?! ?[{WORD}])",
        f"who are (?:you|u)(?: really)?(?! ?[{WORD}])",
    ],
    Asked.ADDRESS: [
        f"missä(?:s|hän)?{_PLACE_FI} (?:asut|asutsä|asutko){END}",
        f"(?:millä|minkä) (?:kadulla|kadun){END}",
        f"(?:var|vart) bor (?:du|ni){END}(?! med)",
        f"(?:på )?vilken gata{END}",
        f"where do (?:you|u) live{END}",
        f"(?:what|which) street{END}",
    ],
    Asked.SCHOOL: [
        (
            f"missä(?:s|hän)?{_PLACE_FI}(?: käyt)?{_PLACE_FI} {_KIND_FI}"
            f"(?:koulussa|lukiossa|amiksessa|oppilaitoksessa|koulua|lukiota|amista){END}"
        ),
        f"mitä(?:s|hän)? {_KIND_FI}(?:koulua|lukiota|amista|oppilaitosta){END}",
        f"(?:mihin|minkä) {_KIND_FI}(?:kouluun|koulun|lukioon|lukion|amikseen|amiksen){END}",
        f"missä(?:s)?{_PLACE_FI} opiskelet{END}",
        f"(?:vilken|i vilken|till vilken) (?:skola|gymnasium){END}",
        f"vilket gymnasium{END}",
        f"var går du i (?:skola|skolan|gymnasiet){END}",
        f"(?:what|which) (?:high )?school{END}",
        f"where do (?:you|u) (?:go to school|study){END}",
        f"name of (?:your|ur) school{END}",
    ],
    Asked.HEALTH: [
        f"mi(?:kä|tä|llainen)(?: on)?{_HAVE_FI} diagnoos(?:i|ia|eja|isi|is){END}",
        (
            f"onko(?:s)? (?:sulla|sinulla|sul)(?: ollut| ollu| tehty)?"
            f"(?: joku| jokin| jotain| mitään)? "
            f"(?:diagnoos(?:i|ia|eja)|lääkity(?:s|stä)|lääkkeitä|sairau(?:ksia|s|tta)){END}"
        ),
        (
            f"(?:mitä|mikä|mitkä){_HAVE_FI} (?:lääkkeitä|lääkettä|lääke|lääkkeet|lääkitys|"
            f"lääkitystä|sairauksia|sairaus|sairautta){END}"
        ),
        f"vil(?:ken|ka) (?:diagnos|diagnoser|medicin|mediciner|sjukdom|sjukdomar){END}",
        (
            f"har du (?:någon |några |en |fått ){{0,3}}(?:diagnos|diagnoser|medicin|mediciner|"
            f"medicinering|sjukdom|"
            f"sjukdomar){END}"
        ),
        (
            f"(?:what|which) (?:is your |are your )?(?:diagnos[ie]s|medications?|meds|medicine|"
            f"illness){END}"
        ),
        (
            f"(?:do you|have you)(?: have| got| been given){{0,2}}(?: a| any)?"
            f" (?:diagnos[ie]s|medication|illness){END}"
        ),
        f"are you on (?:any )?(?:medication|meds){END}",
    ],
    Asked.AGE: [
        f"(?:kuinka|miten) vanha{_ARE_FI}{END}",
        f"minkä ?ikä(?:inen|nen){END}",
        f"mi(?:kä|käs)(?: on)? (?:{_YOU} ikä|ikäsi){END}",
        f"hur gammal är du{END}",
        f"vad är din ålder{END}",
        f"how old are (?:you|u){END}",
        f"{_WHAT} {_YOUR} age{END}",
    ],
    Asked.MUNICIPALITY: [
        f"missä(?:s)? (?:päin|kunnassa|kaupungissa|maakunnassa){END}",
        f"mistä(?:s)? (?:päin|kunnasta|kaupungista){END}",
        f"mi(?:kä|käs)(?: on)? (?:{_YOU} )?(?:koti)?kunta(?:si|s)?{END}",
        f"(?:i )?vilken (?:kommun|stad|ort){END}",
        f"var(?:ifrån| ifrån) kommer du{END}",
        f"(?:what|which) (?:city|town|municipality){END}",
        f"where are (?:you|u) from{END}",
    ],
}

PLAIN = {
    asked: [*(_plain(NOUNS[asked]) if asked in NOUNS else []), *OTHERS.get(asked, [])]
    for asked in Asked
}
TOLD = {asked: _told(noun) for asked, noun in NOUNS.items()}
ALONE = {asked: _alone(noun) for asked, noun in NOUNS.items()}
NO = (
    "(?:ei|en|et|emme|älä|älkää|eikä|ilman|inte|inga|ingen|utan|not|no|never|without|don't|needn't)"
    + END
)
CLAUSE = "[.,;:!?\n]"
