"""Municipalities known from the start: those of the founding documents and the largest.

Numbers and names are the official ones (Statistics Finland's municipality classification); an
import teaches more.
"""

KAINUU = {
    "105": "Hyrynsalmi",
    "205": "Kajaani",
    "290": "Kuhmo",
    "578": "Paltamo",
    "620": "Puolanka",
    "697": "Ristijärvi",
    "765": "Sotkamo",
    "777": "Suomussalmi",
}
PIRKANMAA = {
    "020": "Akaa",
    "108": "Hämeenkyrö",
    "143": "Ikaalinen",
    "177": "Juupajoki",
    "211": "Kangasala",
    "250": "Kihniö",
    "291": "Kuhmoinen",
    "418": "Lempäälä",
    "508": "Mänttä-Vilppula",
    "536": "Nokia",
    "562": "Orivesi",
    "581": "Parkano",
    "604": "Pirkkala",
    "619": "Punkalaidun",
    "635": "Pälkäne",
    "702": "Ruovesi",
    "790": "Sastamala",
    "837": "Tampere",
    "887": "Urjala",
    "908": "Valkeakoski",
    "922": "Vesilahti",
    "936": "Virrat",
    "980": "Ylöjärvi",
}
LARGEST = {
    "049": "Espoo",
    "091": "Helsinki",
    "092": "Vantaa",
    "109": "Hämeenlinna",
    "167": "Joensuu",
    "179": "Jyväskylä",
    "297": "Kuopio",
    "398": "Lahti",
    "405": "Lappeenranta",
    "491": "Mikkeli",
    "564": "Oulu",
    "609": "Pori",
    "698": "Rovaniemi",
    "743": "Seinäjoki",
    "853": "Turku",
    "905": "Vaasa",
}
IN_SWEDISH = {
    "049": "Esbo",
    "091": "Helsingfors",
    "092": "Vanda",
    "109": "Tavastehus",
    "108": "Tavastkyro",
    "143": "Ikalis",
    "205": "Kajana",
    "398": "Lahtis",
    "405": "Villmanstrand",
    "491": "S:t Michel",
    "564": "Uleåborg",
    "604": "Birkala",
    "609": "Björneborg",
    "837": "Tammerfors",
    "853": "Åbo",
    "905": "Vasa",
    "936": "Virdois",
}


def known_from_the_start() -> dict[str, dict[str, str]]:
    """Give names in fi, sv and en by number."""
    finnish = KAINUU | PIRKANMAA | LARGEST
    return {
        code: {"fi": name, "sv": IN_SWEDISH.get(code, name), "en": name}
        for code, name in finnish.items()
    }
