"""Made-up functions: names, descriptions and parameters that no two conversations are likely to share."""
from dataclasses import dataclass, field
from typing import Any

from .values import Values
from .words import TRAIN, Words, article, third_person

TYPES = ["string"] * 6 + ["integer"] * 3 + ["number", "boolean", "enum", "array", "object"]
WITH_DEFAULT = ("string", "integer", "number", "boolean")
FURTHER = ["The {0} must be {1}.", "Needs a {1} {0}.", "Use it to {2} the {0}.", "Returns the {1} {0}.", "Does not {2} the {0}.",
           "Call it before you {2} a {0}.", "Fails if no {0} is {1}"]


@dataclass
class Parameter:
    """One parameter: how the schema writes it and how a person speaks of it."""
    name: str
    words: str
    kind: str
    schema: dict
    required: bool = True
    values: Any = None  # of an enum: its choices; of an object: its parameters


@dataclass
class Function:
    """One function: what the schema says, and the intent that a request expresses in words."""
    name: str
    description: str
    intent: str
    parameters: list[Parameter] = field(default_factory=list)

    def tool(self):
        """The function as it stands in the prompt, with the keys in the order that the renderer writes."""
        return {"type": "function", "function": {
            "name": self.name, "description": self.description, "parameters": object_schema(self.parameters)}}


def object_schema(parameters):
    """The JSON schema of an object with these parameters."""
    schema = {"type": "object", "properties": {p.name: p.schema for p in parameters}}
    required = [p.name for p in parameters if p.required]
    return schema | {"required": required} if required else schema


def styled(words, style):
    """Words as an identifier: snake_case, camelCase, PascalCase or kebab-like with a plugin's name."""
    if style == "snake":
        return "_".join(words)
    if style == "pascal":
        return "".join(w.capitalize() for w in words)
    if style == "camel":
        return words[0] + "".join(w.capitalize() for w in words[1:])
    return words[-1].capitalize() + "-" + "_".join(words)


class Schemas:
    """Draws functions of one split."""

    def __init__(self, words: Words, values: Values):
        self.words = words
        self.values = values
        self.rng = words.rng

    def functions(self, count, max_parameters=4):
        """Distinct functions."""
        found = {}
        while len(found) < count:
            function = self.function(max_parameters)
            found.setdefault(function.name, function)
        return list(found.values())

    def function(self, max_parameters=4):
        """One function."""
        verb, noun = self.words.verb(), self.words.noun()
        adjective = self.words.adjective() if self.rng.random() < 0.4 else None
        thing = f"{adjective} {noun}" if adjective else noun
        style = self.rng.choice(("snake", "snake", "snake", "camel", "pascal", "plugin"))
        count = self.rng.choices(range(5), weights=(1, 6, 6, 3, 2))[0]
        parameters = self.parameters(min(count, max_parameters), style)
        name = styled([verb, *([adjective] if adjective else []), noun], style)
        if self.rng.random() < (0.3 if self.words.split == TRAIN else 0.1):
            name = styled([self.words.made_up(), self.words.made_up()], style)
        return Function(name, self._described(verb, thing), f"{verb} {self._determined(thing)}", parameters)

    def parameters(self, count, style, nested=True):
        """Distinct parameters; later ones may be optional."""
        found = {}
        while len(found) < count:
            parameter = self._parameter(style, nested)
            parameter.required = len(found) == 0 or self.rng.random() < 0.7
            if not parameter.required and parameter.kind in WITH_DEFAULT and self.rng.random() < 0.5:
                parameter.schema["default"] = self.argument(parameter)
            found.setdefault(parameter.name, parameter)
        return list(found.values())

    def _determined(self, thing):
        return self.rng.choice(("the " + thing, article(thing), "the " + thing))

    def _described(self, verb, thing):
        """A description; in training now and then none, or one that says more than a sentence."""
        text = self._description(verb, thing)
        if self.words.split != TRAIN or self.rng.random() < 0.85:
            return text
        if self.rng.random() < 0.25:
            return ""
        return f"{text.rstrip('.')}. {self.rng.choice(FURTHER).format(self.words.noun(), self.words.adjective(), self.words.verb())}"

    def _description(self, verb, thing):
        ending = self.rng.choice(("", "", f" of the {self.words.noun()}", f" for a {self.words.noun()}"))
        lead = third_person(verb) if self.rng.random() < 0.7 else verb
        end = "." if self.rng.random() < 0.8 else ""
        return f"{lead.capitalize()} {self._determined(thing)}{ending}{end}"

    def _parameter(self, style, nested):
        words = [self.words.noun()] if self.rng.random() < 0.6 else [self.words.adjective(), self.words.noun()]
        if self.rng.random() < 0.1:
            words = [self.words.made_up()]
        kind = self.rng.choice(TYPES if nested else TYPES[:-2])
        parameter = Parameter(styled(words, "camel" if style in ("camel", "pascal") else "snake"), " ".join(words), kind, {})
        parameter.schema = self._schema(parameter, style)
        return parameter

    def _schema(self, parameter, style):
        schema = {"type": "string" if parameter.kind == "enum" else parameter.kind}
        if self.rng.random() < 0.8:
            schema["description"] = self._parameter_description(parameter.words)
        if parameter.kind == "enum":
            parameter.values = sorted({self.words.made_up() if self.rng.random() < 0.3 else self.words.adjective()
                                       for _ in range(self.rng.randint(2, 4))})
            schema["enum"] = parameter.values
        elif parameter.kind == "array":
            schema["items"] = {"type": "string"}
        elif parameter.kind == "object":
            parameter.values = self.parameters(self.rng.randint(1, 2), style, nested=False)
            for inner in parameter.values:
                inner.required = True
            schema |= {k: v for k, v in object_schema(parameter.values).items() if k != "type"}
        return schema

    def _parameter_description(self, words):
        text = self.rng.choice(("The {0}.", "The {0} of the {1}.", "The {0} to use.", "Which {0} to use.", "The {0}", "{2} of the {1}"))
        return text.format(words, self.words.noun(), words.capitalize())

    def argument(self, parameter):
        """A random value for a parameter."""
        if parameter.kind == "enum":
            return self.rng.choice(parameter.values)
        if parameter.kind == "boolean":
            return self.rng.random() < 0.5
        if parameter.kind == "array":
            return [self.values.word() for _ in range(self.rng.randint(1, 3))]
        if parameter.kind == "object":
            return {inner.name: self.argument(inner) for inner in parameter.values}
        return {"string": self.values.text, "integer": self.values.integer, "number": self.values.number}[parameter.kind]()

    def arguments(self, parameters):
        """Arguments for a call: the required ones, and an optional one as often as not."""
        return {p.name: self.argument(p) for p in parameters if p.required or self.rng.random() < 0.5}
