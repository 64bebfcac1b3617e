"""The patterns by which data about somebody is found, and the words that tell it from other talk.

They are read by Python and, made into `static/js/guard/rules.js`, by the browser. They see folded
text (`policies.guard.text`).
"""

from policies.guard.text import END, LETTERS, WORD

# ── Numbers ───────────────────────────────────────────────────────────────────────────────────────

# Separators: "+" 1800s, "-" and Y…U 1900s, A…F 2000s (in use since 1.1.2023).
IDENTITY_CODE = (
    "([0-3] ?[0-9])[ ./-]{0,2}([01] ?[0-9])[ ./-]{0,2}([0-9] ?[0-9]) {0,2}([+a-fu-y-]?) {0,2}"
    f"([0-9] ?[0-9] ?[0-9]) {{0,2}}([0-9a-fhj-npr-y]){END}"
)
IBAN = "[a-z]{2} ?[0-9] ?[0-9]"
PHONE = r"\(?\+ ?\(?[0-9]{1,17}|\(?0[0-9]{0,17}|358[0-9]{0,14}"
GAP = r"([ ()./-]{1,3})([0-9]{1,17})"
PHONE_ENDS = f"(?! ?[%€])(?![.,:][0-9])(?![{WORD}])"
BEFORE_GOES_ON = r"[^0-9]?\+|[0-9][.,:]"
CLOCK = "(?:[01][0-9]|2[0-4])[0-5][0-9]"
AREA = "0[235689]|01[3-9]"

# ── E-mail ────────────────────────────────────────────────────────────────────────────────────────

_OPEN, _CLOSE = r" ?[(\[{<] ?", r" ?[)\]}>] ?"
_SPOKEN_DOT = rf"(?: (?:piste|dot|punkt) |{_OPEN}(?:[.]|piste|dot|punkt){_CLOSE})"
_DOT = rf"(?:[.]|{_SPOKEN_DOT})"
_SPOKEN_AT = "(?:ät|ätmerkki|ät-merkki|at-merkki|miuku|miukumauku|miumau|kissanhäntä|snabel-?a)"
_AT = rf"(?:@| @ |{_OPEN}(?:@|at|a|{_SPOKEN_AT}){_CLOSE}| {_SPOKEN_AT} )"
_LOCAL = f"[{WORD}][{WORD}._%+-]{{0,63}}(?:{_SPOKEN_DOT}[{WORD}][{WORD}._%+-]{{0,63}}){{0,3}}"
_LABEL = f"[{WORD}][{WORD}-]{{0,62}}"
_TOP = f"[{LETTERS}]{{2,24}}{END}"
EMAIL = (
    f"{_LOCAL}(?:{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,3}}{_DOT}{_TOP}"
    f"| at {_LABEL}(?:{_SPOKEN_DOT}{_LABEL}){{0,3}}{_SPOKEN_DOT}{_TOP})"
)
EMAIL_HINT = rf"@|[(\[{{<] ?(?:at|a) ?[)\]}}>]| at |{_SPOKEN_AT}"

# ── Street addresses ──────────────────────────────────────────────────────────────────────────────

_STREETS = (
    "kat(?:u|ua|uun)|kadu(?:n|lla|lta|lle|ssa|sta|ksi)",
    "tie(?:n|tä|llä|ltä|lle|ssä|stä|hen|ksi)?",
    "kuja(?:n|a|lla|lta|lle|ssa|sta|an)?",
    "pol(?:ku|kua|kuun)|polu(?:n|lla|lta|lle|ssa|sta)",
    "kaar(?:i|ta|en|een|ella|elta|elle|essa|esta)",
    "väylä(?:n|ä|llä|ltä|lle|ssä|stä|än)?",
    "rait(?:ti|tia|tiin)|raiti(?:n|lla|lta|lle|ssa|sta)",
    "tori(?:n|a|lla|lta|lle|ssa|sta|in)?",
    "bulevardi(?:n|a|lla|lta|lle|in)?|esplanadi(?:n|a|lla|lta|lle|in)?",
    "puistik(?:ko|koa|koon)|puistiko(?:n|lla|lta|lle|ssa|sta)",
    "gatan?s?|vägens?|gränden|stigen|esplanaden|allén|kajen|torget|backen",
)
# Ends of ordinary words too: only where the word is written as a name.
_CAPITAL_STREETS = (
    "ran(?:ta|taa|taan)|ranna(?:n|lla|lta|lle|ssa|sta)",
    "mä(?:ki|keä|keen)|mäe(?:n|llä|ltä|lle|ssä|stä)",
    "rin(?:ne|nettä)|rintee(?:n|llä|ltä|lle|ssä|stä)",
    "aukio(?:n|ta|lla|lta|lle)?",
    "penger|penkeree(?:n|llä|ltä|lle)",
)
_HOUSE = (
    " {1,2}(?:numero(?:ssa|sta|on)? |nro[.]? ?|n:o ?|nummer )?"
    "[1-9][0-9]{0,2}(?:-[1-9][0-9]{0,2})?"
    f"(?: ?[a-h]{END})?"
    f"(?: (?:as[.]? ?|asunto |bst[.]? ?|lgh ?)?[1-9][0-9]{{0,2}}{END}(?![.,:][0-9]))?"
    f"{END}(?![.,:][0-9])(?! ?[%€°])"
)
ADDRESS = f"([{LETTERS}][{LETTERS}-]{{1,30}}(?:{'|'.join(_STREETS)})){_HOUSE}"
CAPITAL_ADDRESS = f"([{LETTERS}][{LETTERS}-]{{1,30}}(?:{'|'.join(_CAPITAL_STREETS)})){_HOUSE}"
NOT_STREETS = (
    "(?:valta|kanta|seutu|yhdys|kehä|moottori|rauta|pää|sivu|oikea|ilma|juna|virtsa|synnytys|sairaus|"
    "hengitys|ammatti|elämän|kevyenliikenteen|koulu|työ|laatu|meno|paluu|kotimatka|matka)"
    "(?:tie|tien|tietä|tiellä|tieltä|tielle|tiehen)|"
    "(?:kävely|pää|sivu|liike|ostos|katu)(?:katu|kadun|kadulla|kadulta|kadulle|katua)|"
    "(?:hoito|palvelu|ura|oppimis|opinto|kehitys|metsä|luonto|elämän|kuntoutus|pyörä)"
    "(?:polku|polun|polulla|polulta|polulle|polkua)|"
    "(?:sateen|elämän|jänne|draaman|tarinan)(?:kaari|kaaren|kaarta)|"
    "(?:moni|trak|reak|moot|men|tuu|tu|edi|audi|kan|pas|reh|leh|toh|dok|kont|adap|fak|vek|sek|hissi|"
    "nettikirppu|kirppu|joulu)tori(?:n|a|lla|lta|lle|ssa|sta|in)?|"
    "(?:uima|hieta|hiekka)ran(?:ta|nan|nalla|nalta|nalle)|"
    "(?:laskettelu|pulkka|hyppyri)(?:mäki|mäen|mäessä|rinne|rinteen|rinteessä)|"
    "cutie|sweetie|hottie|bestie|auntie|"
    "(?:halv|motor|järn|huvud|rätt|skol|hem|luft)(?:vägen|vägens)|på"
)
COUNTED = (
    "km|kpl|min|h|m|krt|x|eur|euroa|e|vuotta|vuoden|kuukautta|viikkoa|päivää|tuntia|minuuttia|metriä|"
    "kilometriä|kertaa|ihmistä|tyyppiä|kaveria|taloa|autoa|gånger|minuter|timmar|dagar|veckor|år|meter|"
    "kilometer|personer|bilar|hus|st|times|minutes|hours|people|km/h|kmh"
)
# A count is followed by the partitive, which ends so; these do too and count nothing.
COUNTABLE_END = "a|ä"
NOT_COUNTED = (
    "enkä|eikä|etkä|emmekä|eivätkä|missä|jossa|josta|siellä|täällä|tuolla|vaikka|sitä|sitten|mutta|minä|"
    "sinä|kotona|illalla|aamulla|äidillä|isällä|asuntola|kerrosta|sisällä|yksinä|tänä|rapussa|rappu|"
    "kohdalla|luona|kulmassa|edessä|takana|vieressä|pihalla|pihassa|varrella|päässä|asunnossa|talossa|"
    "helsingissä|tampereella|kajaanissa|jyväskylässä|vantaalla|espoossa|turussa|oulussa|ja|joka|tää|tämä"
)

# ── Names on social media ─────────────────────────────────────────────────────────────────────────

_PLATFORM = (
    "(?:insta|instagram|ig|snap|snapchat|snäp|snäpchat|sc|tik ?tok|tt|discord|dc|facebook|fb|"
    "telegram|tele|tg|twitter|twitch|steam|roblox|reddit|youtube|yt|kik|threads|bereal)"
    "(?::?-?(?:i|in|iin|issa|issä|ista|istä|ssa|ssä|sta|stä|n|an|ki|kin|kissa|kissä|kiin|pi|pin|pissä|"
    "pissa|piin|pistä|ppi|s|sin|sissa|sissä|nimi|nimeni|tili|tilini|käyttis|namn|nick))?" + END
)
_NAME = f"@?([{WORD}_](?:[{WORD}._-]{{0,28}}[{WORD}_])?)(?![{WORD}_@])"
_UNDER = (
    "(?:nimellä|nimimerkillä|käyttäjänimellä|käyttäjätunnuksella|käyttiksellä|tunnuksella|nickillä|"
    "nikillä|med namnet|under namnet|med användarnamnet|under the name|by the name|named)"
)
_CALLED = (
    "(?: (?:nimi|tili|nick|user|username|käyttäjänimi|käyttäjä|käyttis|handle|namn|användarnamn))?"
)
_FILLER = f"(?: [{LETTERS}']{{1,12}}){{0,3}}?"
HANDLES = (
    (
        "(?:instagram[.]com|tiktok[.]com|snapchat[.]com/add|discord[.]gg|t[.]me|facebook[.]com|fb[.]com|"
        f"fb[.]me|twitter[.]com|x[.]com|twitch[.]tv)/@?([{WORD}_](?:[{WORD}._-]{{0,38}}[{WORD}_])?)"
    ),
    f"@{_NAME[2:]}",
    f"{_PLATFORM}{_FILLER} {_UNDER} {_NAME}",
    f"{_UNDER} {_NAME} (?:on |oon |olen |löydyn |löytyy )?{_PLATFORM}",
    f"{_PLATFORM}{_CALLED} ?[:=] ?{_NAME}",
    f"{_PLATFORM}{_CALLED}(?: (?:on|oon|olen|is|är))? {_NAME}",
    f"([{WORD}_](?:[{WORD}._-]{{0,28}}[{WORD}_])?)#[0-9]{{4}}{END}",
)
"""An address on a platform · @name · platform under the name · under the name in platform ·
platform: name · platform on name1 · name#1234. Group 1 is the name."""
HANDLE_HINT = (
    "@|#[0-9]{4}|insta|snap|snäp|tok|discord|facebook|teleg|twit|steam|roblox|reddit|youtube|kik|"
    "threads|bereal|(?:ig|sc|tt|dc|fb|tg|yt|tele)[ :=]|nimellä|[.](?:com|gg|me|tv)/"
)
NOT_NAMES = (
    "everyone|here|all|on|oli|ja|tai|se|sen|ne|siis|ei|en|jos|kun|niin|ni|mun|sun|mä|mää|sä|joka|jolla|"
    "jota|jonka|myös|mikä|mitä|tämä|tää|toi|joku|jokin|ihan|kaikki|is|the|my|it|and|or|är|och|min|det|som|"
    "p|reel|reels|explore|watch|stories|tv|share|groups|events|help|about|policies|privacy|safety|legal"
)
# What may follow "platform: name", so that "insta: ihan turha sovellus" is not a name.
NAME_ENDS = (
    f"(?! ?[{WORD}@])|(?= (?:ja|tai|nii|niin|ni|och|and|or|eller|jos|lisää|laita|add|snap|snäp|"
    f"insta|tiktok|discord){END})"
)

HANDLE_NEEDS = ("", "letter", "", "", "end", "sign", "letter")
"""What a name needs before each of `HANDLES` takes it: a letter; an end or a sign; a digit, dot or
underscore in it."""
NAME_LETTER = f"[{WORD}._-]*[{LETTERS}]"
NAME_SIGN = f"(?![0-9.-]+[{LETTERS}]{{0,4}}{END})[{LETTERS}._-]*[0-9._][{WORD}._-]*"
