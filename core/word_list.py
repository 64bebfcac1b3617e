"""The words of spoken codes, made by tools/return_words.py: a first and a second part."""

PARTS: dict[str, tuple[str, str]] = {
    "fi": (
        """
        aamu aurinko haapa harmaa harppu helmi hiekka hopea huilu hunaja kajo kaneli
        kataja kaura kirsikka koivu korpi kulta kupari laakso lehmus loka lumi lyhty
        mansikka marmori meri minttu mustikka niemi niitty ohra omena oranssi paperi
        pellava pelto piano pihlaja porkkana puna puolukka ranta rumpu saari sade
        sametti sammal silkki sini syksy talvi timantti touko tunturi turve tuuli usva
        vaahtera vadelma valko vanilja virta vuori
        """,
        """
        ahven delfiini haikara hauki hevonen hirvi hylje ikkuna ilves joutsen kaappi
        kameleon kameli kanootti karhu kartta kettu kirahvi kirja kiuru kompassi kotilo
        kotka kurki laiva lammas lamppu lapanen leijona lokki majava mehu muikku mylly
        naali neula norppa orava peippo perhonen polku poro portti pulla purje raketti
        rapu saapas satama saukko seepra siili silta simpukka sorsa talo tiainen tiikeri
        tikka torni tuoli varpunen vene vihko
        """,
    ),
    "sv": (
        """
        aprikos april asp augusti berg blomma bomull brons cello citron diamant dimma
        flod frost gitarr gran gryning guld hallon harpa hav honung indigo januari kanel
        klippa klocka koppar kristall kust lila lingon marmor moln morgon mossa mynta
        norr oktober opal papper piano potatis regn rubin safir sammet siden silver skog
        smaragd solros sommar strand tall timjan tomat trumma tulpan turkos vanilj vind
        vinter violett
        """,
        """
        anka ballong bisam bok bonde bulle buss cirkel delfin delta docka dukat ekorre
        falk flamingo fontan fyr gaffel giraff gunga halsduk hare hjort humla iller
        kamera katt koala komet kompass kopp krabba krokus kudde kvadrat lamm lejon
        mikrofon nyckel orkester pelikan penna pingvin planet pussel radio raket segel
        sked soffa sparv stol stuga svan tallrik tiger tofflor torsk traktor trana
        tunnel uggla vante zebra
        """,
    ),
    "en": (
        """
        amber apricot arctic autumn birch canyon cedar cherry cloudy clover cocoa copper
        cosmic cotton crystal desert diamond forest frosty golden granite honey indigo
        island ivory jade jasmine lemon lotus lunar maize mango marble meadow misty
        morning northern ocean opal orchid paper pearl pebble poppy purple rainy ruby
        scarlet silver solar spring stormy summer sunny tropic tulip valley vanilla
        velvet violet walnut willow winter woollen
        """,
        """
        anchor backpack badger balloon basket beaver bench bicycle bridge button camel
        candle carpet cottage cricket cushion dolphin drum elephant falcon flute gecko
        giraffe guitar hammer hedgehog heron kettle key kite koala lantern lizard marlin
        mirror mitten notebook otter panda pencil penguin piano pigeon pillow planet
        puzzle rabbit raven sailboat scarf squirrel swan table teapot tiger tractor
        trumpet tunnel turtle violin walrus window yak zebra
        """,
    ),
}
