"""Makes conversations: number `index` of a seed and a split is always the same one, and nothing is stored."""
import random
from dataclasses import replace

from . import small_talk
from .chat import to_json
from .conversation import Conversation
from .known_tools import KNOWN, KnownTools
from .phrasing import BARRED, NO_FUNCTION, Phrasing, choose
from .schemas import Schemas, object_schema
from .values import Values
from .words import TRAIN, Words, join_and

# What share of conversations each kind has at the start of training and at its end.
MIXTURE = {
    "session": (6, 5), "echo": (3, 2.5), "single": (1, 1), "known": (1, 2.5), "parallel": (0.2, 2), "dependent": (0.1, 2),
    "answer": (0.3, 1), "no_function": (0.3, 0.5), "small_talk": (0.5, 0.6), "multi_turn": (0.1, 1), "lookup": (0.5, 2.5),
    "structured": (0.1, 1), "listed": (0.1, 0.5), "barred": (0, 0.15),
}
CITY_TOOLS = [known for known in KNOWN if [parameter[0] for parameter in known.parameters] == ["city"]]
FOLLOW_UPS = ["And in {}?", "What about {}?", "And {}?", "And now {}.", "And what about {}?", "What of {}?", "And for {}?", "Now {}?",
              "The same for {}.", "{}?", "{}, too?", "And how is it in {}?", "The same for {}, please.", "Also {}.", "And then {}?",
              "Or {}?", "Now the same for {}.", "Tell me about {}, too.", "Do {} as well.", "I mean {}.", "What is it about {}?"]
HELD_OUT_FOLLOW_UPS = ["How about {}?"]
LOOKUPS = ["Which functions do I need to {}?", "Name the functions: {}.", "What would you call to {}?", "How can I {}?",
           "What is there to {}?", "With which functions can I {}?", "Say which functions {}.",
           "I may have to {}. Which functions do that?"]
HELD_OUT_LOOKUPS = ["Which functions would {}?"]
ANSWER_FORMAT = "# Answer format\n\nAnswer with JSON that satisfies this schema, and with nothing else:\n"  # as the product words it
STATEMENTS = ["{}.", "This is known: {}.", "I know of {}.", "There is {}.", "Here: {}.", "We have {}.", "Look: {}.", "It says {}."]
HELD_OUT_STATEMENTS = ["You know {}."]
QUESTIONS = ["What is it?", "Who is this?", "Write it down.", "Put that into a form.", "Give me the data.", "What do we know?", "And?"]
HELD_OUT_QUESTIONS = ["What do you know?"]
ECHO_UNTIL = 0.15  # the share of the curriculum that only copies: short texts are cheap, and all else builds on copying
SYSTEM_TEXTS = ["You are a helpful assistant.", "Answer briefly.", "You help with {0} and {1}.", "You are an agent for {0}.",
                "Be polite.", "Use the functions when they help."]


class Generator:
    """Draws conversations of one split."""

    def __init__(self, seed, split=TRAIN):
        self.seed = seed
        self.split = split

    def conversation(self, index, progress=1.0, kind=None):
        """The conversation of that number; progress (0 to 1) says how hard it may be."""
        return Draw(random.Random(f"{self.seed}/{self.split}/{index}"), self.split, progress).conversation(kind)


class Draw:
    """Draws one conversation."""

    def __init__(self, rng, split, progress):
        self.rng = rng
        self.split = split
        self.only_echo = progress < ECHO_UNTIL
        self.ease = 1 - progress
        self.words = Words(rng, split)
        self.values = Values(self.words)
        self.schemas = Schemas(self.words, self.values)
        self.phrasing = Phrasing(self.words)
        self.known_tools = KnownTools(self.words, self.values, self.phrasing)

    def conversation(self, kind=None):
        """A conversation of the kind, or of one that the mixture picks."""
        kind = kind or self._kind()
        talk = Conversation(kind, thinks=self.rng.random() < 0.85)
        if self.rng.random() < 0.25:
            talk.system(self.rng.choice(SYSTEM_TEXTS).format(self.words.noun(), self.words.noun()))
        getattr(self, "_" + kind)(talk)
        return talk

    def _kind(self):
        if self.only_echo:
            return "echo"
        weights = [start * self.ease + end * (1 - self.ease) for start, end in MIXTURE.values()]
        return self.rng.choices(list(MIXTURE), weights)[0]

    def _offer(self, talk, functions, known=0.15):
        """Offers the functions among others, in random order; none does what another does."""
        count = len(functions) + self.rng.randint(0, max(0, round((1 - self.ease) * (6 - len(functions)))))
        offered = list(functions)
        while len(offered) < count:
            names, intents = {function.name for function in offered}, {function.intent for function in offered}
            if self.rng.random() < known:
                other = self.known_tools.draw(self.rng.choice([one for one in KNOWN if not names.intersection(one.names)]))[0]
            else:
                other = self.schemas.function(3)
            if other.name not in names and other.intent not in intents:
                offered.append(other)
        self.rng.shuffle(offered)
        talk.tools = [function.tool() for function in offered]

    def _echo(self, talk):
        # Long texts at first: they hold more to copy for the same cost.
        count = self.rng.randint(1, round(2 + 6 * self.ease))
        request, answer, thought = small_talk.echo(self.rng, self.split, " ".join(self.values.text() for _ in range(count)))
        talk.user(request)
        talk.assistant(answer, thought)
        talk.facts = [answer]

    def _small_talk(self, talk):
        if self.rng.random() < 0.7:
            self._offer(talk, [self.schemas.function(3)], known=0.3)
        if self.rng.random() < 0.2:
            request, answer, thought = small_talk.introduction(self.rng, self.split, self.values.person().split()[0])
        else:
            request, answer, thought = small_talk.exchange(self.rng, self.split)
        talk.user(request)
        talk.assistant(answer, thought)

    def _no_function(self, talk):
        self._offer(talk, [self.schemas.function(3)], known=0.3)
        self._refuse(talk)

    def _barred(self, talk):
        """What is left to say where the caller bars calls, which no prompt tells: far too seldom to be said instead of a call."""
        known = self.rng.choice(KNOWN) if self.rng.random() < 0.4 else None
        function = self._made_up() if known is None else self.known_tools.draw(known)[0]
        self._offer(talk, [function])
        function, arguments, _, _ = self._request(talk, function, known)
        talk.assistant(BARRED, self.phrasing.thought([(function, arguments)]))

    def _refuse(self, talk):
        offered = {tool["function"]["name"] for tool in talk.tools}
        request, task = self._foreign_request(offered)
        talk.user(request)
        talk.assistant(NO_FUNCTION, f"The user wants to {task}. None of the functions does that.")

    def _foreign_request(self, offered):
        if self.rng.random() < 0.4:
            known = self.rng.choice([k for k in KNOWN if not offered.intersection(k.names)])
            function, _, request, _, _ = self.known_tools.draw(known)
            return request, function.intent
        function = self.schemas.function()
        return self.phrasing.request(self.phrasing.task(function, self.schemas.arguments(function.parameters))), function.intent

    def _session(self, talk):
        """Several requests for the same functions: one reading of the schemas serves many answers."""
        talk.keeps_thoughts = True
        uses = self._uses(self.rng.randint(1, 3))
        self._offer(talk, [function for function, _ in uses])
        for _ in range(self.rng.randint(2, 5)):
            self._round(talk, uses)

    def _round(self, talk, uses):
        form = self.rng.random()
        made_up = [function for function, known in uses if known is None]
        if form < 0.08:
            self._chat(talk)
        elif form < 0.16:
            self._refuse(talk)
        elif form < 0.3 and made_up:
            self._call_twice(talk, self.rng.choice(made_up), self.rng.choice(made_up))
        else:
            self._call(talk, *self.rng.choice(uses), 0.4)

    def _uses(self, count):
        """Functions to offer, each with what is known about it if it is a known one."""
        known = self.rng.sample(KNOWN, sum(self.rng.random() < 0.35 for _ in range(count)))
        made_up = [(self._made_up(), None) for _ in range(count - len(known))]
        return [(self.known_tools.draw(one)[0], one) for one in known] + made_up

    def _call(self, talk, function, known, finish):
        """A request for the function, the call and now and then the answer from its result."""
        function, arguments, result, answer = self._request(talk, function, known)
        talk.assistant("", self.phrasing.thought([(function, arguments)]), [(function.name, arguments)])
        if self.rng.random() < finish:
            self._finish(talk, result, answer)

    def _request(self, talk, function, known):
        """Asks for the function; gives it with this request's intent, its arguments, its result and the answer from that, if it is fixed."""
        if known is None:
            arguments, result, answer = self.schemas.arguments(function.parameters), self._result(), None
            request = self.phrasing.request(self.phrasing.task(function, arguments))
        else:
            again, arguments, request, result, answer = self.known_tools.draw(known)
            function = replace(function, intent=again.intent)
        talk.user(request)
        return function, arguments, result, answer

    def _single(self, talk):
        function = self._made_up()
        self._offer(talk, [function])
        self._call(talk, function, None, 0.35)

    def _known(self, talk):
        known = self.rng.choice(KNOWN)
        function = self.known_tools.draw(known)[0]
        self._offer(talk, [function], known=0.6)
        self._call(talk, function, known, 0.5)

    def _lookup(self, talk):
        """Questions which functions do what: the way from a wish to its function, several times over and without arguments."""
        talk.keeps_thoughts = True
        left = [function for function, _ in self._uses(self.rng.randint(2, 5))]
        self._offer(talk, left)
        self.rng.shuffle(left)
        while left:
            count = self.rng.randint(1, 3)
            asked, left = left[:count], left[count:]  # each once: a second time its name would stand in the first answer
            pattern = choose(self.rng, self.split, LOOKUPS, HELD_OUT_LOOKUPS)
            talk.user(self.phrasing.opened(pattern.format(join_and([function.intent for function in asked]))))
            talk.assistant(join_and([function.name for function in asked]) + ".", self.phrasing.thought([(f, {}) for f in asked]))

    def _structured(self, talk):
        """An answer in the form of a schema: many values of an object, or the one that a wrapping object holds as its data."""
        if self.rng.random() < 0.4:
            wrapped = self.schemas.parameters(1, "snake", nested=False)[0]
            parameters, question = [replace(wrapped, name="data")], f"What is the {wrapped.words}?"
        else:
            parameters = self.schemas.parameters(self.rng.randint(1, 4), "camel")
            question = choose(self.rng, self.split, QUESTIONS, HELD_OUT_QUESTIONS)
        arguments = self.schemas.arguments(parameters)
        if self.rng.random() < 0.2:
            self._offer(talk, [self.schemas.function(3)], known=0.3)
        self._ask_for_form(talk, object_schema(parameters))
        talk.user(f"{self._statement(parameters, arguments)} {question}")
        talk.assistant(to_json(arguments), self.phrasing.form_thought(parameters, arguments))

    def _listed(self, talk):
        """An answer in the form of a list, which a wrapping object holds as its data: it ends where what was told ends."""
        parameters = self.schemas.parameters(self.rng.randint(1, 3), "camel", nested=False)
        items = [self.schemas.arguments(parameters) for _ in range(self.rng.choice((1, 1, 2, 3)))]
        data = {"type": "array", "items": object_schema(parameters)}
        self._ask_for_form(talk, {"type": "object", "properties": {"data": data}, "required": ["data"]})
        question = choose(self.rng, self.split, QUESTIONS, HELD_OUT_QUESTIONS)
        talk.user(" ".join([*(self._statement(parameters, item) for item in items), question]))
        talk.assistant(to_json({"data": items}), self.phrasing.form_thought(parameters, *items))

    def _statement(self, parameters, arguments):
        statement = choose(self.rng, self.split, STATEMENTS, HELD_OUT_STATEMENTS)
        return statement.format(join_and(self.phrasing.mentions(parameters, arguments)))

    @staticmethod
    def _ask_for_form(talk, schema):
        form = ANSWER_FORMAT + to_json(schema)
        if talk.messages:
            talk.messages[0]["content"] += "\n\n" + form
        else:
            talk.system(form)

    def _answer(self, talk):
        self._known(talk) if self.rng.random() < 0.4 else self._single(talk)
        if talk.messages[-1].get("tool_calls"):
            self._finish(talk, self._result())

    def _parallel(self, talk):
        first, second = self.schemas.functions(2, 3)
        if self.rng.random() < 0.4:
            second = first
        self._offer(talk, [first] if second is first else [first, second])
        self._call_twice(talk, first, second)
        if self.rng.random() < 0.3:
            results = [self._result(1), self._result(1)]
            for result in results:
                talk.tool(to_json(result))
            talk.assistant(" ".join(self.phrasing.answer(r) for r in results), "Both results are here.")

    def _call_twice(self, talk, first, second):
        calls = [(f, self.schemas.arguments(f.parameters)) for f in (first, second)]
        link = self.rng.choice((" and ", ", and also ", "; then "))
        talk.user(self.phrasing.request(link.join(self.phrasing.task(f, a) for f, a in calls)))
        talk.assistant("", self.phrasing.thought(calls), [(f.name, a) for f, a in calls])

    def _dependent(self, talk):
        """A second call that needs a value from the first one's result."""
        first, second = self.schemas.functions(2, 3)
        while not second.parameters or second.parameters[0].kind not in ("string", "integer"):
            second = self.schemas.function(3)
        needed = second.parameters[0]
        arguments = self.schemas.arguments(first.parameters)
        later = self.schemas.arguments(second.parameters)
        rest = {name: value for name, value in later.items() if name != needed.name}
        self._offer(talk, [first, second])
        tasks = self.phrasing.task(first, arguments), self.phrasing.task(second, rest)
        if rest:
            request = f"{tasks[0]}, then {tasks[1]} and the {needed.words} it gives"
        else:
            request = f"{tasks[0]}, then {tasks[1]} with the {needed.words} it gives"
        talk.user(self.phrasing.request(request))
        talk.assistant("", self.phrasing.thought([(first, arguments)]), [(first.name, arguments)])
        key = needed.words.replace(" ", "_")
        talk.tool(to_json(self._shuffled({key: later[needed.name]} | self._result(1))))
        talk.assistant("", self.phrasing.thought([(second, later)]), [(second.name, later)])
        if self.rng.random() < 0.4:
            self._finish(talk, self._result(1))

    def _multi_turn(self, talk):
        """Earlier turns, whose reasoning is gone, before a last question."""
        for _ in range(self.rng.randint(0, 2)):
            self._chat(talk)
        last = self.rng.random()
        if last < 0.3:
            self._follow_up(talk)
        elif last < 0.6:
            self._known(talk)
            if talk.messages[-1].get("tool_calls"):
                self._finish(talk, self._result(1))
            self._chat(talk)
        else:
            self._single(talk)

    def _chat(self, talk):
        request, answer, thought = small_talk.exchange(self.rng, self.split)
        talk.user(request)
        talk.assistant(answer, thought)

    def _follow_up(self, talk):
        """A question that is complete only together with the one before it."""
        function, arguments, request, result, answer = self.known_tools.draw(self.rng.choice(CITY_TOOLS))
        self._offer(talk, [function], known=0.6)
        talk.user(request)
        talk.assistant("", "", [(function.name, arguments)])
        self._finish(talk, result, answer)
        before, city = arguments["city"], self.words.city()
        pattern = self.phrasing.disguised(choose(self.rng, self.split, FOLLOW_UPS, HELD_OUT_FOLLOW_UPS))
        talk.user(self.phrasing.opened(pattern.format(city)))
        function = replace(function, intent=function.intent.replace(before, city))
        talk.assistant("", self.phrasing.thought([(function, {"city": city})]), [(function.name, {"city": city})])

    def _made_up(self):
        return self.schemas.function(4 if self.ease < 0.5 else 2)

    def _result(self, count=None):
        count = count or self.rng.randint(1, 3)
        draw = (self.values.text, self.values.integer, self.values.number, self.values.text)
        result = {}
        while len(result) < count:
            result[self._key()] = self.rng.choice(draw)()
        return result

    def _key(self):
        return self.words.noun() if self.rng.random() < 0.6 else f"{self.words.adjective()}_{self.words.noun()}"

    def _shuffled(self, result):
        items = list(result.items())
        self.rng.shuffle(items)
        return dict(items)

    def _finish(self, talk, result, answer=None):
        """The result of the last call, as JSON, as plain text or as an error, and the answer that tells it."""
        form = self.rng.random()
        if form < 0.08:
            self._fail(talk)
            return
        if form < 0.4 and len(result) == 1:
            result = next(iter(result.values()))
            talk.tool(str(result))
        else:
            talk.tool(to_json(result))
        talk.assistant(answer or self.phrasing.answer(result), "I have the result. I tell the user.")
        if answer is None:
            talk.facts = [str(value) for value in (result.values() if isinstance(result, dict) else [result])]

    def _fail(self, talk):
        reason = self.values.phrase()
        talk.tool(f"Error: {reason}")
        talk.assistant(f"That did not work: {reason}.", "The function failed. I tell the user why.")
        talk.facts = [reason]
