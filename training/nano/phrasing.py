"""How people and the model put things: requests, reasoning and answers, with some phrasings kept for the held-out part."""
from .words import HELD_OUT, TRAIN, join_and

REQUESTS = [
    "{0}.", "{0}", "Please {1}.", "Can you {1}?", "Could you {1}?", "I need to {1}.", "{0}, please.", "I want you to {1}.",
    "Would you {1}?", "I'd like to {1}.", "Go ahead and {1}.", "Time to {1}.", "Help me {1}.", "We have to {1}.", "Now {1}.",
    "I should {1}.", "We should {1}.", "You must {1}.", "You have to {1}.", "It is time to {1}.", "My job is to {1}.",
    "My plan is to {1}.", "The task is to {1}.", "The goal is to {1}.", "It would be good to {1}.", "It would help if you could {1}.",
    "It would be nice if you could {1}.", "I would be glad if you could {1}.", "Be so kind and {1}.", "Do me a favor and {1}.",
    "Let us {1}.", "Let's {1}.", "Next, {1}.", "First {1}.", "Then {1}.", "Quickly {1}.", "Just {1}.", "Try to {1}.",
    "Make sure to {1}.", "Don't forget to {1}.", "Remember to {1}.", "Are you able to {1}?", "Is it possible to {1}?", "Will you {1}?",
    "I hope you can {1}.", "I want to {1}.", "I have to {1}.", "I must {1}.", "Hello, please {1}.", "Hi! {0}.", "OK, {1}.", "So {1}.",
    "And now {1}.", "{0}, thanks.", "{0} now.", "{0}, if you can.", "{0} for me.", "Today I need to {1}.", "My wish is to {1}.",
    "Someone has to {1}.", "The next step is to {1}.", "What I need: {1}.", "Simply {1}.", "Gladly {1}.", "Could you please {1}?",
]
HELD_OUT_REQUESTS = ["You should {1}.", "Kindly {1}.", "It would be great if you could {1}.", "My task is to {1}."]
OPENINGS = ["Hello, ", "Hi! ", "Hey, ", "Please: ", "Ok. ", "Quick question: ", "One more thing: ", "And ", "So, ", "Well, ", "Now: "]
ARGUMENT = ["{0} {1}", "{0} {1}", "{0}: {1}", "{0} = {1}", "the {0} {1}", "{1} as the {0}", "{1} as {0}", "{0} set to {1}",
            "the {0} being {1}", "{0} is {1}", "{0} equal to {1}", "its {0} {1}", "the {0} of {1}", "a {0} {1}", "{1} for {0}",
            "{1} to be the {0}", "{0} ({1})", "{0} -> {1}", "{1} in the {0}", "{1} is the {0}", "my {0} {1}", "one {0}, {1}", "{0} of {1}"]
HELD_OUT_ARGUMENT = ["a {0} of {1}", "{1} for the {0}"]
LINKS = [" with ", " with ", " using ", ": ", ", ", " where ", " by ", " given "]
SINGLE_LINKS = [" for {}", " {}", " with {}", ": {}", " called {}", " = {}", " ({})", " using {}"]
NO_FUNCTION = "I have no function for that."
BARRED = "I must not call it now."


def choose(rng, split, train, held_out):
    """One phrasing of the split."""
    return rng.choice(held_out if split == HELD_OUT else train)


def spoken(value):
    """A value as a person writes it in a sentence."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return join_and([spoken(item) for item in value])
    if isinstance(value, dict):
        return join_and([f"{key.replace('_', ' ')} {spoken(item)}" for key, item in value.items()])
    return str(value)


class Phrasing:
    """Draws sentences of one split."""

    def __init__(self, words):
        self.words = words
        self.rng = words.rng
        self.split = words.split

    def request(self, task):
        """A request as a sentence."""
        if self.split == TRAIN and self.rng.random() < 0.08:
            return f"{self._filler()} {task}."
        return self.sentence(choose(self.rng, self.split, REQUESTS, HELD_OUT_REQUESTS), task)

    def opened(self, sentence):
        """A sentence that now and then has something before it that does not matter."""
        if self.split != TRAIN or self.rng.random() < 0.75:
            return sentence
        opening = self.rng.choice(OPENINGS) if self.rng.random() < 0.7 else self._filler() + ", "
        return opening + sentence[0].lower() + sentence[1:]

    def disguised(self, pattern):
        """A pattern in which now and then a word is another that means nothing: people use words that no training showed."""
        words = pattern.split(" ")
        plain = [i for i, word in enumerate(words) if word.isalpha()]
        if self.split != TRAIN or len(plain) < 3 or self.rng.random() < 0.8:
            return pattern
        words[self.rng.choice(plain)] = self.words.made_up()
        return " ".join(words)

    def _filler(self):
        """Words without meaning: what is not understood must not be taken for a part of the task."""
        filler = " ".join(self.rng.choice((self.words.made_up, self.words.adjective))() for _ in range(self.rng.randint(1, 3)))
        return filler.capitalize() + self.rng.choice(("", "", "ly", " to", " if you"))

    @staticmethod
    def sentence(pattern, task):
        """The pattern filled with the task, in upper and lower case."""
        return pattern.format(task[0].upper() + task[1:], task)

    def task(self, function, arguments):
        """What to do and with which values, as a clause."""
        spoken_parameters = [p for p in function.parameters if p.name in arguments]
        if not spoken_parameters:
            return function.intent
        if len(spoken_parameters) == 1 and spoken_parameters[0].kind in ("string", "integer") and self.rng.random() < 0.4:
            value = self._quoted(arguments[spoken_parameters[0].name])
            return function.intent + self.rng.choice(SINGLE_LINKS).format(value)
        mentions = self.mentions(function.parameters, arguments)
        if self.rng.random() < 0.2:
            self.rng.shuffle(mentions)
        return function.intent + self.rng.choice(LINKS) + join_and(mentions)

    def mentions(self, parameters, arguments):
        """Each value with its parameter's name, as a sentence tells it."""
        return [self._mention(p, arguments[p.name]) for p in parameters if p.name in arguments]

    def form_thought(self, parameters, *forms):
        """The thought before an answer that fills in a form, once or several times."""
        return " ".join(["The user wants JSON.", *(self._argument_thought(parameters, arguments) for arguments in forms)])

    def _mention(self, parameter, value):
        pattern = choose(self.rng, self.split, ARGUMENT, HELD_OUT_ARGUMENT)
        return pattern.format(parameter.words, self._quoted(value))

    def _quoted(self, value):
        text = spoken(value)
        if isinstance(value, str) and self.rng.random() < (0.6 if " " in value else 0.15):
            return self.rng.choice(('"{}"', "'{}'")).format(text)
        return text

    def thought(self, calls):
        """One or two sentences a call, always of the same form: choosing among forms teaches nothing."""
        return " ".join(self._call_thought(function, arguments) for function, arguments in calls)

    def _call_thought(self, function, arguments):
        call = f"The user wants to {function.intent}{self._choice(function)} {function.name}."
        return f"{call} {self._argument_thought(function.parameters, arguments)}" if arguments else call

    @staticmethod
    def _choice(function):
        """What leads from the intent to the name: the description's first sentence, found word by word before the name is."""
        sentence = function.description.split(". ")[0].rstrip(".")
        return f': "{sentence}" is' if sentence else ", so I call"

    @staticmethod
    def _argument_thought(parameters, arguments):
        known = {p.name: p.words for p in parameters}
        mentions = [f"{known.get(name, name)} is {spoken(value)}" for name, value in arguments.items()]
        return "The " + join_and(mentions) + "."

    @staticmethod
    def answer(result):
        """The answer that tells what a result says."""
        if not isinstance(result, dict):
            return f"The result is {spoken(result)}."
        return "The " + join_and([f"{key.replace('_', ' ')} is {spoken(value)}" for key, value in result.items()]) + "."
