"""Makes `benign.txt`: what is said in a chat without telling who one is, and what responders say.

Written by hand, and made from frames with a fixed order: no chance, so the file changes only when
this does. `python tests/samples/guard/make_benign.py` writes it anew.
"""

from itertools import product
from pathlib import Path

TARGET = Path(__file__).with_name("benign.txt")

FEELINGS = [
    "ahdistaa", "väsyttää", "pelottaa", "itkettää", "ärsyttää", "on tosi tyhjä olo", "on paha olo", "vituttaa",
    "jännittää", "on ikävä",
]  # fmt: skip
WHENS = [
    "tänään", "eilen illalla", "joka aamu", "klo 23.30", "klo 7 aamulla", "koko viikon", "12.5. lähtien",
    "viime syksystä", "kokeiden jälkeen", "öisin klo 02:15", "5.–9. luokalla", "vuodesta 2022", "ma–pe 8.15–14.00",
]  # fmt: skip
FRAMES_FI = [
    "Mua {feeling} {when}.", "en tiiä miks mutta {when} {feeling} ihan sikana", "{when} {feeling} 😢",
    "{feeling} {when}, oon nukkunu 3-4 tuntia", "Moi! {feeling} {when} enkä jaksa 9/10",
]  # fmt: skip
AGES = [10, 12, 13, 14, 15, 16, 17, 19, 22, 28]
FRAMES_AGE = [
    "oon {age}v ja 9. luokalla", "täytän {age} ens kuussa", "Jag är {age} år och går på nian",
    "i'm {age} and i don't know what to do", "mun pikkuveli on {age} ja isosisko 21",
    "ikäraja oli {age}, maksoi 12,50 €", "pituus 1{age}0 cm ja paino 5{age},5", "sain {age} pistettä 25:stä",
]  # fmt: skip
SUMS = ["5", "20", "49,90", "120", "1 200", "350", "2500", "15 000", "800", "67,5"]
FRAMES_SUMS = [
    "Mulla on {sum} euroa velkaa", "vuokra on {sum} e/kk eikä rahat riitä", "pikavippi {sum} € ja korko 20 %",
    "hyran är {sum} euro", "i owe {sum} euros", "sain kelalta {sum}e tili tyhjä", "käytin peliin {sum}€ viime kuussa",
    "opintotuki {sum} kuussa + asumislisä", "laina {sum} pitäis maksaa 15.6. mennessä",
]  # fmt: skip
NUMBERS = [
    "116 111", "112", "0800 98811", "0203 16116", "116 117", "010 19 1919", "0800 0566",
]  # fmt: skip
FRAMES_NUMBERS = [
    "Voit soittaa myös numeroon {number}, se on ilmainen.", "Numero {number} päivystää ympäri vuorokauden.",
    "Ring {number} om det är bråttom.", "You can always call {number}.", "soitin {number} mut ne ei vastannu",
    "hätätilanteessa {number}", "{number} auki ma-pe 9-15", "Nuorten puhelin {number} vastaa klo 14–20",
    "Päivystys {number}, jono 10–15 min",
]  # fmt: skip
PLATFORMS = [
    "instassa",
    "snäpissä",
    "tiktokissa",
    "discordissa",
    "whatsapissa",
    "wilmassa",
    "somessa",
    "twitchissä",
]
FRAMES_PLATFORMS = [
    "ne kiusaa mua {platform}", "kaikki muut on {platform} ja mä en", "mun kuva levis {platform} viime viikolla",
    "{platform} oli joku vanha tyyppi joka pyys kuvia", "oon {platform} 6 tuntia päivässä",
    "se esti mut {platform}", "joku teki musta feikkitilin {platform}", "{platform} on ihan liikaa draamaa",
    "en uskalla postata {platform} mitään", "mulla on 300 seuraajaa {platform} mut ei yhtään kaveria",
]  # fmt: skip
PLACES = [
    "kirjastolla", "koululla", "kaupan pihalla", "Kauppatorilla", "bussipysäkillä", "rannalla", "uimahallilla",
    "meidän kadulla", "pyörätiellä", "sillan alla", "nuorisotalolla", "keskustassa",
]  # fmt: skip
FRAMES_PLACES = [
    "nähtiin {place} klo 18", "ne hakkas sen {place} ja siellä oli 5 tyyppiä", "istun {place} enkä haluu kotiin",
    "{place} on aina samat 3 jätkää", "kävelin {place} 2 tuntia", "{place} oli kylmä -15 astetta",
]  # fmt: skip
TRIALS = ["Wait {n} minutes", "jonotin {n} minuuttia", "Väntade {n} minuter", "oon ollu ilman {n} päivää",
          "nukuin {n} tuntia", "juoksin {n} km", "meni {n} kertaa pieleen", "ollaan oltu yhdessä {n} kk",
          "koe meni {n}/30", "tulos oli {n}–3", "sivu {n}, tehtävä 4 b", "luokassa {n} oppilasta",
          "bussi {n} myöhässä 5 min", "kappale {n}.2.1", "versio {n}.0.3", "{n} % nuorista kokee samaa"]  # fmt: skip
ASKED_WELL = [
    "Mitä {about} tapahtui?", "Haluatko kertoa lisää siitä, miten {about} menee?", "Miltä {about} tuntuu?",
    "Kuka {about} voisi auttaa?", "Onko {about} joku, jolle voit puhua?", "Kuinka kauan {about} on ollut näin?",
    "Mikä {about} on vaikeinta?", "Mikä {about} on ollut hyvin?",
]  # fmt: skip
ABOUTS = [
    "kotona",
    "koulussa",
    "kavereiden kanssa",
    "töissä",
    "harrastuksessa",
    "netissä",
    "viikonloppuna",
    "yöllä",
]
SV = [
    "Jag mår {how} {when}", "det känns {how} {when}", "{when} mår jag {how} och orkar inte",
    "Varför är det {how} {when}?",
]  # fmt: skip
SV_HOW = ["dåligt", "konstigt", "ensamt", "bättre", "hopplöst", "okej"]
SV_WHEN = [
    "idag",
    "kl. 22",
    "varje morgon",
    "sedan 2021",
    "efter skolan",
    "den 3.4.",
    "på nätterna 1-4",
    "i skolan",
]
EN = [
    "i feel {how} {when}",
    "it gets {how} {when}",
    "why is it so {how} {when}?",
    "{when} everything is {how}",
]
EN_HOW = ["sad", "lonely", "weird", "worse", "empty", "better"]
EN_WHEN = [
    "today",
    "at 11 pm",
    "since 2020",
    "every night 1-3 am",
    "at school",
    "on 5/6",
    "after work",
    "24/7",
]

BY_HAND = """\
Moi
moi onks tääl joku
Moi, en tiedä mistä alottaa
Hei, haluaisin jutella
no siis mä en ees tiiä
joo
ei
en
okei kiitos
kiitti ku kuuntelit
voitko auttaa
Mulla on huono olo eikä kukaan ymmärrä
mut en mä haluu että äiti saa tietää
onks tää varmasti anonyymi?
näättekö te mun numeron tai osoitteen?
tallentuuko mun ip?
pitääkö mun kertoa nimi
pitääks tähän laittaa oma nimi vai keksitty
en haluu sanoo mun nimeä
en halua antaa puhelinnumeroa
miks te kysytte kuntaa
oon nimimerkillä täällä
mun nimimerkki on ihan random
hävettää kertoa
isä juo joka viikonloppu
äiti ja isä eroo
meil on kotona riitaa koko ajan
mun paras kaveri muutti toiselle paikkakunnalle
kävin terkkarilla mut se ei kuunnellu
kuraattorilla oli aika vasta 3 viikon päästä
jonossa oli 45 nuorta
pääsin nuorisopsykiatriselle 2 kk jonotuksen jälkeen
lääkkeet 20 mg ei auta
söin sertraliinii 50mg aamulla
poltan askin päivässä ja haluisin lopettaa
join eilen 6 olutta ja oksensin
vedin 2 pilleriä enkä tiiä mitä ne oli
luokan whatsapp-ryhmä on pahin
se laittoi mulle 50 viestiä yössä
blokkasin sen joka paikassa
se uhkaa levittää mun kuvat
sain viestin tuntemattomalta, sen tili oli feikki
Wilma täynnä poissaoloja, 78 tuntia
numerot laski 9:stä 6:een
mat 5, äi 7, eng 9, lii 8
keskiarvo 7,85
kokeet 3.12., 5.12. ja 9.12.
yhteishaku päättyy 18.3. klo 15
amis vai lukio?
jäin luokalle 8b:llä
huone 204, 2. kerros
bussi 25 lähtee 15.42
juna klo 07:05–09:30
raitiovaunu 3 ja sitten 1
pelaan 8h päivässä cs2 ja fortnitee
rank 1500 → 1200 :(
k/d 0.85
mun pc:n näyttis on rtx 3060
kasino vei 500e yössä
velkaa klarnalle 340,20 € ja kaverille 50
ulosotto tuli, summa 1 845,60
kela päätös kestää 30 päivää
asun yksin ekaa kertaa
asun mummon luona nyt
muutin omaan kämppään 1.8.
vuokraisäntä uhkaa häädöllä
kämppä on 23,5 m2 ja vuokra 560
kaupungilla pyörii samat tyypit joka pe
ostarilla oli tappelu
kauppakadulla oli mielenosoitus
kirkkopuistossa ne istuu
menin 5 kilometriä väärään suuntaan
moottoritiellä ajettiin 180
rehtori soitti kotiin
poliisi otti kiinni 2 kaveria
sossu soitti ja pelkään
tänne vastaa siis aikuinen?
oisko teil jotain vinkkei nukkumiseen
kiitos, tää autto jo vähän
palaan huomenna
pitää mennä, bussi tuli
moro!
❤️
😭😭😭
:(
🙂👍
???
...
ok!
ahdistaa 10/10
ahdistus 7, suru 8, viha 3
1
2
a
Tervetuloa! Olen päivystäjä täällä tänään.
Hei, kiva kun kirjoitit.
Mikä tuntuu nyt pahimmalta?
Kerro ihan omin sanoin, ei ole kiire.
Sinun ei tarvitse kertoa, kuka olet.
Älä kirjoita tähän nimeäsi tai osoitettasi.
Sinun ei tarvitse antaa puhelinnumeroasi.
Emme kysy henkilötunnusta.
Et tarvitse lähetettä etkä ajanvarausta.
Oletko nyt turvassa?
Onko lähelläsi joku aikuinen?
Onko sinulla ollut ajatuksia satuttaa itseäsi?
Oletko puhunut tästä kenellekään?
Mitä toivoisit, että tapahtuisi?
Millä nimimerkillä haluat jutella?
Sopiiko, että lähetän sinulle palvelukortin?
Tiedätkö, mikä Ohjaamo on?
Nuorten kriisipiste on auki ma–pe klo 9–15.
Sinne voi mennä ilman aikaa, osoite löytyy kortista.
Tässä palvelun sivu: www.example.fi/apua
Katso lisää: https://www.example.org/nuoret?aihe=uni
Voin pyytää kollegaa mukaan, jos se sopii sinulle.
Kuulostaa tosi raskaalta.
Olipa hyvä, että kerroit tästä.
Miten sinä jaksat juuri nyt asteikolla 1–10?
Kuinka monta tuntia nukuit viime yönä?
Onko tämä jatkunut pitkään, viikkoja vai kuukausia?
Voisitko puhua koulukuraattorille?
Mitä numeroa antaisit ololle?
Keskustelu päättyy noin klo 15, mutta voit tulla uudestaan.
Voit palata tänne milloin vain, kun olemme auki.
Hej, vad bra att du skrev.
Vad känns svårast just nu?
Du behöver inte berätta vem du är.
Har du någon vuxen att prata med?
Vi har öppet mån–fre kl. 12–15.
Vad skulle du vilja att hände?
Är du trygg just nu?
Berätta med egna ord.
tack för att du lyssna
jag orkar inte gå till skolan
mamma och pappa bråkar hela tiden
de mobbar mig på snap
mitt ex hotar mig
jag har inte sovit på 3 nätter
kan man vara anonym här?
måste jag säga mitt namn?
vem ser det här?
pojkvännen läser mina meddelanden
jag får ingen hjälp, kön är 8 veckor
Hi, thanks for writing.
What feels hardest right now?
You don't need to tell who you are.
Do you have an adult you trust?
Are you safe at the moment?
We are open Mon–Fri 12–15.
can i stay anonymous?
do you see my phone number?
my parents would kill me if they knew
i failed 3 exams and my gpa is 2.5
he keeps texting me from new accounts
i moved here in 2023 and have no friends
my rent is 650 and i have 40 left
i'm so tired of everything
thx, that helped
brb 5 min
lol idk
what should i do
"""


def lines() -> list[str]:
    """Give every message, in order."""
    made = [
        *(f.format(feeling=x, when=y) for f, x, y in product(FRAMES_FI, FEELINGS, WHENS)),
        *(f.format(age=x) for f, x in product(FRAMES_AGE, AGES)),
        *(f.format(sum=x) for f, x in product(FRAMES_SUMS, SUMS)),
        *(f.format(number=x) for f, x in product(FRAMES_NUMBERS, NUMBERS)),
        *(f.format(platform=x) for f, x in product(FRAMES_PLATFORMS, PLATFORMS)),
        *(f.format(place=x) for f, x in product(FRAMES_PLACES, PLACES)),
        *(f.format(n=x) for f, x in product(TRIALS, (2, 5, 10, 17, 40))),
        *(f.format(about=x) for f, x in product(ASKED_WELL, ABOUTS)),
        *(f.format(how=x, when=y) for f, x, y in product(SV, SV_HOW, SV_WHEN)),
        *(f.format(how=x, when=y) for f, x, y in product(EN, EN_HOW, EN_WHEN)),
    ]
    return [*BY_HAND.splitlines(), *made]


if __name__ == "__main__":
    TARGET.write_text("\n".join(lines()) + "\n", encoding="utf-8")
