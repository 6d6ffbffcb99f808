"""Word lists and made-up words, divided into a training and a held-out part that share nothing."""
import random
import zlib

TRAIN, HELD_OUT = "train", "held-out"

ONSETS = "b c d f g h j k l m n p r s t v w z br cl dr fl gr kl pr st tr sh ch th sk".split()
VOWELS = "a e i o u ai ea oo".split()
CODAS = ["", "", "", "n", "r", "l", "s", "t", "k", "m", "nd", "rt", "x"]

VERBS = """add adjust analyze apply approve archive arrange assign attach book build calculate cancel capture check clean close
collect combine compare compress configure confirm connect convert copy count create decode deliver deploy describe detect
download draw edit encode estimate export extract fetch fill filter find fix format forward freeze generate get import inspect
install invite join label launch list load locate lock log look mark measure merge monitor mount move notify open order pack
paint park pause pay pick plan play post predict prepare print process publish query rank rate read rebuild record reduce
refresh register release remove rename rent repair replace report request reserve reset resize resolve restart restore resume
retrieve review rotate save scan schedule search select send set share show sort split start stop store submit subscribe suggest
summarize switch sync tag test track transfer translate trim turn unlock update upload validate verify watch weigh write
""".split()

NOUNS = """account address agent album alarm alert animal apartment appointment archive area article artist asset author backup
badge balance ballot band bank basket battery bicycle bill block board boat book booking border bottle box branch bridge broker
budget bug building bus button cable calendar camera campaign car card cargo cart catalog category cell certificate chain channel
chapter chart city claim class client clock cluster coach code coin color column command comment commit company component contact
container contract coupon course crate credit crew customer database dataset date deadline deal delivery department deposit
desk device diagram dialog dish disk district doctor document domain door draft drawer driver drone duty editor email employee
engine entry event exam expense factory farm feature feed field file film fleet flight floor flower folder font forecast form
frame friend function game garage garden gate gateway gift goal grade graph group guest guide habit harbor header hotel house
image incident index ingredient instance invoice island item job journal journey key keyboard label lake lamp language laptop
layer leader league lease ledger lens lesson letter level library license light limit line link loan locker machine magazine
mail manager map market match meal medicine meeting member memo menu message meter mission model module monitor movie museum
name network node note notice number object offer office option order owner package page paper parcel parser partner party
passenger password patch path patient payment permit person phone photo picture pilot pipeline place plan planet plant platform
player playlist pocket poem point policy pool port portfolio post price printer product profile program project proposal pump
purchase puzzle query question queue quote radio rank rate receipt recipe record refund region release reminder rental report
request reservation resource restaurant result reward ride river road robot role room route rule salary sample schedule school
score screen script season seat section sensor server service session shelf shift ship shipment shop signal site sketch skill
slot snapshot song source space speaker spot stadium staff stage station statue step stock store story stream street student
subject summary supplier survey switch symbol system table tag tank target task team template tenant test text theme ticket tile
timer title token tool topic tour tower town track trade trailer train transfer tree trip truck tunnel tutor unit upload user
vaccine valley vault vehicle vendor venue version video visit voice volume vote voucher wallet warehouse watch water website
wheel widget window wire word worker workflow workshop zone""".split()

ADJECTIVES = """active annual blue broken central clean cold current daily dark deep digital double early east empty extra fast
final first flat fresh full global green heavy hidden high hot hourly large last late latest light local long low main manual
minor mobile monthly narrow new north old open partial plain primary private public quick quiet rapid rare raw ready recent red
remote rough round safe secret secure sharp short silent simple single small smart smooth soft south special spare static strict
strong sunny tall temporary thick thin total urgent vacant virtual warm weekly west white wide yearly yellow young""".split()

CITIES = """Oslo Bergen Berlin Hamburg Munich Paris Lyon Nice Rome Milan Turin Madrid Seville Lisbon Porto London Leeds Dublin Cork
Vienna Graz Zurich Geneva Prague Brno Warsaw Krakow Athens Sofia Bucharest Helsinki Turku Tallinn Riga Vilnius Stockholm Malmo
Copenhagen Aarhus Amsterdam Utrecht Brussels Ghent Tokyo Kyoto Osaka Seoul Busan Beijing Shanghai Delhi Mumbai Cairo Lagos
Nairobi Lima Quito Bogota Santiago Toronto Montreal Boston Chicago Denver Seattle Austin Houston Miami Sydney Perth Melbourne
Auckland Reykjavik Bangkok Hanoi Manila Jakarta Singapore Istanbul Ankara Dubai Tehran Baghdad""".split()
LONG_CITIES = ["New York", "San Francisco", "Los Angeles", "Cape Town", "Rio de Janeiro", "Buenos Aires", "Mexico City",
               "Hong Kong", "Kuala Lumpur", "Tel Aviv", "Saint Petersburg", "Las Vegas", "San Diego", "Santa Fe"]


# How many words of a kind one conversation may draw from, if it draws from few.
POOLS = {"verbs": (5, 20), "nouns": (12, 50), "adjectives": (3, 12)}


def is_held_out(text):
    """Whether a word, name or value belongs to the held-out part: its own text decides, so no seed can mix the parts."""
    return zlib.crc32(text.lower().encode("utf-8")) % 8 == 0


def part(items, split):
    """The members of a list that the split may use."""
    return [item for item in items if is_held_out(str(item)) == (split == HELD_OUT)]


def until_in_split(make, split):
    """Draws until the text drawn belongs to the split."""
    while True:
        text = make()
        if is_held_out(text) == (split == HELD_OUT):
            return text


class Words:
    """Draws words of one split."""

    def __init__(self, rng: random.Random, split: str):
        self.rng = rng
        self.split = split
        self.lists = PARTS[split]
        if split == TRAIN and rng.random() < 0.7:
            self.lists = PARTS[split] | self._pools()

    def _pools(self):
        """Few words for one conversation: they return in other roles and places, so that one word alone tells nothing."""
        pools = {name: self.rng.sample(self.lists[name], self.rng.randint(few, many)) for name, (few, many) in POOLS.items()}
        strays = [self.made_up() for _ in range(self.rng.randint(0, 4))] + self.rng.sample(pools["verbs"], self.rng.randint(0, 3))
        for word in strays:
            pools[self.rng.choice(list(POOLS))].append(word)
        return pools

    def verb(self):
        """A base-form verb."""
        return self._one_of("verbs", 0.1)

    def noun(self):
        """A singular noun."""
        return self._one_of("nouns", 0.3)

    def adjective(self):
        """An adjective."""
        return self._one_of("adjectives", 0.2)

    def city(self):
        """A city, real or made up: cities must be copied, not recalled."""
        kind = self.rng.random()
        if kind < 0.4:
            return self.made_up().capitalize()
        return self.rng.choice(self.lists["long_cities" if kind < 0.5 else "cities"])

    def _one_of(self, name, made_up):
        """A word of a list or, so often, a made-up one: whoever knows all words by heart does not learn to copy."""
        return self.made_up() if self.rng.random() < made_up else self.rng.choice(self.lists[name])

    def made_up(self):
        """A pronounceable word that means nothing."""
        return until_in_split(self.rng.choice((self._syllables, self._blend)), self.split)

    def _syllables(self):
        pick = self.rng.choice
        return "".join(pick(ONSETS) + pick(VOWELS) + pick(CODAS) for _ in range(self.rng.choice((1, 2, 2, 2, 3))))

    def _blend(self):
        """The beginning of one word and the end of another: what real words are spelled with must be copied from anywhere, too."""
        first, second = (self.rng.choice(self.lists[self.rng.choice(("verbs", "nouns", "adjectives"))]) for _ in range(2))
        return first[:self.rng.randint(2, 4)] + second[-self.rng.randint(2, 4):]


def _lists(split):
    return {"verbs": part(VERBS, split), "nouns": part(NOUNS, split), "adjectives": part(ADJECTIVES, split),
            "cities": part(CITIES, split), "long_cities": part(LONG_CITIES, split)}


PARTS = {split: _lists(split) for split in (TRAIN, HELD_OUT)}


def third_person(verb):
    """The form of a verb that function descriptions use: "sends", "copies", "searches"."""
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def article(word):
    """The word with "a" or "an" before it."""
    return ("an " if word[0] in "aeiouAEIOU" else "a ") + word


def join_and(parts):
    """Joins texts the way a sentence lists them."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
