"""Random argument values: most mean nothing, so that the only way to get them right is to copy them."""
import string

from .words import Words, until_in_split

EXTENSIONS = ["txt", "md", "json", "csv", "cs", "py", "log", "xml", "html", "yaml", "png", "pdf"]


def tidy(number, digits=4):
    """A number that every JSON writer spells alike: few decimals, and none on whole ones."""
    number = round(number, digits)
    return int(number) if number == int(number) else number


class Values:
    """Draws values of one split."""

    def __init__(self, words: Words):
        self.words = words
        self.rng = words.rng

    def text(self):
        """A string of any kind."""
        return self.rng.choice(TEXT_KINDS)(self)

    def word(self):
        """One made-up word, capitalised now and then."""
        word = self.words.made_up()
        return word.capitalize() if self.rng.random() < 0.4 else word

    def person(self):
        """A made-up full name."""
        return f"{self.words.made_up().capitalize()} {self.words.made_up().capitalize()}"

    def phrase(self):
        """Two to five words."""
        pick = self.rng.choice
        return " ".join(pick((self.words.noun, self.words.adjective, self.words.made_up))() for _ in range(self.rng.randint(2, 5)))

    def code(self):
        """An identifier such as QX-4821."""
        return until_in_split(self._code, self.words.split)

    def _code(self):
        letters = "".join(self.rng.choices(string.ascii_uppercase, k=self.rng.randint(1, 3)))
        digits = "".join(self.rng.choices(string.digits, k=self.rng.randint(2, 5)))
        return letters + self.rng.choice(("-", "", "_")) + digits

    def date(self):
        """An ISO date."""
        return f"20{self.rng.randint(10, 39)}-{self.rng.randint(1, 12):02}-{self.rng.randint(1, 28):02}"

    def email(self):
        """An e-mail address."""
        return f"{self.words.made_up()}@{self.words.made_up()}.{self.rng.choice(('com', 'org', 'net'))}"

    def file_name(self):
        """A file name."""
        return f"{self.rng.choice((self.words.made_up, self.words.noun))()}.{self.rng.choice(EXTENSIONS)}"

    def folder(self):
        """A folder path."""
        parts = [self.rng.choice((self.words.made_up, self.words.noun))() for _ in range(self.rng.randint(1, 3))]
        return self.rng.choice(("", "/", "./")) + "/".join(parts)

    def path(self):
        """A file path."""
        return self.file_name() if self.rng.random() < 0.3 else f"{self.folder()}/{self.file_name()}"

    def integer(self):
        """A whole number, mostly small."""
        return self.rng.choice((self.rng.randint(0, 20), self.rng.randint(0, 999), self.rng.randint(-50, 99999)))

    def number(self):
        """A decimal number."""
        return tidy(self.rng.uniform(-20, 500), self.rng.choice((1, 1, 2)))


TEXT_KINDS = [Values.word, Values.word, Values.person, Values.phrase, Values.code, Values.date, Values.email, Values.path]
