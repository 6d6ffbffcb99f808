"""How people and the model put things: requests, reasoning and answers, with some phrasings kept for the held-out part."""
from .words import HELD_OUT, join_and

REQUESTS = ["{0}.", "{0}", "Please {1}.", "Can you {1}?", "Could you {1}?", "I need to {1}.", "{0}, please.", "I want you to {1}.",
            "Would you {1}?", "I'd like to {1}.", "Go ahead and {1}.", "Time to {1}.", "Help me {1}.", "We have to {1}.", "Now {1}."]
HELD_OUT_REQUESTS = ["You should {1}.", "Kindly {1}.", "It would be great if you could {1}.", "My task is to {1}."]
ARGUMENT = ["{0} {1}", "{0} {1}", "{0}: {1}", "{0} = {1}", "the {0} {1}", "{1} as the {0}", "{1} as {0}", "{0} set to {1}"]
HELD_OUT_ARGUMENT = ["a {0} of {1}", "{1} for the {0}"]
LINKS = [" with ", " with ", " using ", ": ", ", ", " where "]
SINGLE_LINKS = [" for {}", " {}", " with {}", ": {}", " called {}"]
INTENT_THOUGHTS = ["The user wants to {0}.", "I should {0}.", "This asks me to {0}.", "The request is to {0}."]
CALL_THOUGHTS = ["I will call {0}.", "{0} does that.", "The function {0} fits.", "I use {0}."]
NO_FUNCTION = "I have no function for that."


def choose(rng, split, train, held_out):
    """One phrasing of the split."""
    return rng.choice(held_out if split == HELD_OUT else train)


def unique(texts):
    """The texts without repeats, in order."""
    return list(dict.fromkeys(texts))


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

    def __init__(self, rng, split):
        self.rng = rng
        self.split = split

    def request(self, task):
        """A request as a sentence."""
        return self.sentence(choose(self.rng, self.split, REQUESTS, HELD_OUT_REQUESTS), task)

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
        mentions = [self._mention(p, arguments[p.name]) for p in spoken_parameters]
        if self.rng.random() < 0.2:
            self.rng.shuffle(mentions)
        return function.intent + self.rng.choice(LINKS) + join_and(mentions)

    def _mention(self, parameter, value):
        pattern = choose(self.rng, self.split, ARGUMENT, HELD_OUT_ARGUMENT)
        return pattern.format(parameter.words, self._quoted(value))

    def _quoted(self, value):
        text = spoken(value)
        if isinstance(value, str) and self.rng.random() < (0.6 if " " in value else 0.15):
            return self.rng.choice(('"{}"', "'{}'")).format(text)
        return text

    def thought(self, calls):
        """One to four sentences before calls."""
        sentences = [self.rng.choice(INTENT_THOUGHTS).format(join_and(unique(f.intent for f, _ in calls)))]
        sentences.append(self.rng.choice(CALL_THOUGHTS).format(join_and(unique(f.name for f, _ in calls))))
        for function, arguments in calls[:2]:
            if arguments and self.rng.random() < 0.6:
                sentences.append(self._argument_thought(function, arguments))
        return " ".join(sentences)

    @staticmethod
    def _argument_thought(function, arguments):
        known = {p.name: p.words for p in function.parameters}
        mentions = [f"{known.get(name, name)} is {spoken(value)}" for name, value in arguments.items()]
        return "The " + join_and(mentions) + "."

    @staticmethod
    def answer(result):
        """The answer that tells what a result says."""
        if not isinstance(result, dict):
            return f"The result is {spoken(result)}."
        return "The " + join_and([f"{key.replace('_', ' ')} is {spoken(value)}" for key, value in result.items()]) + "."
