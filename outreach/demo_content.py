"""What the demo's outreach says and counts; `outreach.demo` puts it into the database."""

from outreach.schemas import ChannelKind, ChannelState, IdentityMode, Medium, Scope
from outreach.schemas.insights import Ages, Metric

STORY = "nstgrm"
"""The code of the Instagram story's link in the demo: `/t/nstgrm` leads to the first line."""

DISCLOSURE = {
    "fi": "Tätä kanavaa pitää nuorten palvelu. Työntekijä kertoo aina, kuka hän on.",
    "sv": "Kanalen sköts av ungdomstjänsten. Medarbetaren berättar alltid vem hen är.",
    "en": "This channel is kept by the youth service. Workers say who they are.",
}

ORGANISATION, ROLE = IdentityMode.ORGANISATION, IdentityMode.ROLE
LOCAL, NATIONAL = Scope.LOCAL, Scope.NATIONAL
ACTIVE, APPROVED, PROPOSED = ChannelState.ACTIVE, ChannelState.APPROVED, ChannelState.PROPOSED

# By key: name, kind, as whom, how far, where it stands, looked at again in so many days.
CHANNELS = {
    "instagram": (
        "Instagram: esimerkkitili",
        ChannelKind.INSTAGRAM,
        ORGANISATION,
        LOCAL,
        ACTIVE,
        120,
    ),
    "youtube": (
        "YouTube: esimerkkikanava",
        ChannelKind.YOUTUBE,
        ORGANISATION,
        NATIONAL,
        ACTIVE,
        200,
    ),
    "library": ("Kirjaston ilmoitustaulu", ChannelKind.POSTER, ORGANISATION, LOCAL, ACTIVE, 300),
    "discord": ("Verkkohuoneen palvelin", ChannelKind.DISCORD, ROLE, NATIONAL, APPROVED, -9),
    "snapchat": ("Snapchat", ChannelKind.SNAPCHAT, ORGANISATION, LOCAL, PROPOSED, 45),
}

# Last month of Instagram as it was typed: what it tells, None where it gives no figure.
BY_HAND = {
    Metric.REACH: 9_300,
    Metric.VIEWS: 41_200,
    Metric.LIKES: 610,
    Metric.SHARES: None,
    Metric.FOLLOWERS: 1_870,
}
# Its audience by age, in tenths of a per cent.
AGES: dict[Ages, int | None] = {
    (13, 17): 412,
    (18, 24): 333,
    (25, 34): 148,
    (35, 44): 57,
    (45, 54): None,
}
# Last month of YouTube as its file tells it: the day, how often and by how many it was seen.
BY_FILE = ((2, 310, "240"), (3, 1_250, "980"), (9, 120, "-"), (17, 90, "monta"), (24, 400, "355"))

# Campaign, so many days ago, what, why.
CHANGES = (
    (
        "autumn",
        48,
        "Tarinan kuva vaihdettiin piirrokseen.",
        "Nuoret sanoivat valokuvan tuntuvan mainokselta.",
    ),
    (
        "autumn",
        27,
        "Julkaisuaika siirrettiin aamusta sunnuntai-iltaan kello 19.",
        "Linkkiä avattiin eniten sunnuntaina ja maanantaina.",
    ),
    (
        "autumn",
        9,
        "Tekstin alkuun lisättiin, kuka vastaa ja mitä tallennetaan.",
        "Palautteessa toivottiin lisää luotettavuutta.",
    ),
    (
        "library",
        20,
        "Juliste siirrettiin lainaustiskiltä wc-tilojen oveen.",
        "Tiskillä koodia ei uskallettu skannata.",
    ),
)

# Code, which line, campaign, channel, placement, medium, how many come in a usual month.
LINKS = (
    (STORY, 0, "autumn", "instagram", "Instagram-tarina, viikon kysymys", Medium.STORY, 640),
    ("bkprf7", 0, "autumn", "instagram", "Instagram-profiilin linkki", Medium.BIO, 410),
    ("mlnks7", 0, "autumn", "instagram", "Tarinan vinkki: lue lisää", Medium.STORY, 60),
    ("tbvd34", 0, "autumn", "youtube", "Videon kuvaus: Kun mikään ei huvita", Medium.POST, 150),
    ("dscrd6", 0, "autumn", "discord", "Palvelimen tervetulokanava", Medium.POST, 90),
    ("krjst2", 0, "library", "library", "Pääkirjasto, wc-tilojen ovi", Medium.QR, 300),
    ("kvv893", 0, "library", "library", "Yläkoulun käytävä, 2. kerros", Medium.QR, 190),
    ("nvnpr5", 1, "library", "library", "Neuvolan odotushuone", Medium.PRINT, 45),
)

# Links that lead elsewhere, to a site of the policy's list.
ELSEWHERE = {"mlnks7": "https://mieli.fi/"}

# A week has a shape: quiet on Friday and Saturday, busiest on Sunday evening and Monday.
WEEK = (1.4, 1.1, 1.0, 1.0, 0.6, 0.5, 1.3)

# What a whole month brings to each line, in the order of the lines: attempts, conversations,
# the four classes, services named. The third line's two "guided" are the small cell.
MONTHS: tuple[tuple[int, int, tuple[int, int, int, int], tuple[int, int, int]], ...] = (
    (128, 92, (38, 11, 17, 8), (21, 14, 5)),
    (41, 33, (9, 5, 14, 0), (8, 11, 6)),
    (67, 54, (29, 2, 11, 7), (14, 6, 0)),
    (58, 49, (20, 12, 9, 0), (13, 12, 0)),
    (22, 16, (9, 0, 7, 0), (7, 0, 0)),
    (46, 40, (16, 9, 10, 0), (11, 10, 5)),
    (71, 60, (26, 8, 19, 0), (17, 11, 9)),
)
