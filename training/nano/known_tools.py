"""The functions that samples and plugins offer, with the sentences that people use for them."""
from dataclasses import dataclass
from typing import Callable

from .phrasing import Phrasing, choose
from .schemas import Function, Parameter
from .values import Values, tidy
from .words import HELD_OUT, Words

CONDITIONS = ["sunny", "rainy", "cloudy", "windy", "snowy", "foggy", "clear", "stormy"]


@dataclass(frozen=True)
class Known:
    """One known function: its spellings, its parameters and what is said about it."""
    names: tuple
    descriptions: tuple
    parameters: tuple  # (name, type, descriptions, key of the value)
    requests: tuple
    intent: str
    result: Callable
    answer: str

    def phrasings(self, split):
        """The requests of a split: the last quarter is held out."""
        cut = len(self.requests) - max(1, len(self.requests) // 4)
        return self.requests[cut:] if split == HELD_OUT else self.requests[:cut]


def _weather(rng, values):
    return {"city": values["city"], "temperature": rng.randint(-15, 38), "condition": rng.choice(CONDITIONS)}


def _time(rng, _):
    return {"time": f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}"}


def _product(_, values):
    return {"result": tidy(values["a"] * values["b"])}


def _sum(_, values):
    return {"result": tidy(values["a"] + values["b"])}


def _text(_, values):
    return {"text": values["text"]}


def _count(rng, _):
    return {"count": rng.randint(0, 99)}


CITY = ("city", "string", ("The city name.", "The city.", "Name of the city.", "City to look up"), "city")
PATH = ("path", "string", ("The path of the file.", "The file path.", "File to use.", "Path to the file"), "path")
FOLDER = ("folder", "string", ("The folder.", "The path of the folder.", "Folder to list"), "folder")
TEXT = ("query", "string", ("The text to search for.", "What to search for.", "Search text"), "text")
CONTENT = ("content", "string", ("The text to write.", "The new content.", "Content of the file"), "text")
COMMAND = ("command", "string", ("The command line.", "The command to run.", "Shell command"), "command")
A = ("a", "number", ("The first number.", "First number", "Left operand."), "a")
B = ("b", "number", ("The second number.", "Second number", "Right operand."), "b")

KNOWN = (
    Known(("get_weather", "GetWeather", "Weather-get_weather", "weather"),
          ("Gets the current weather for a city.", "Returns the weather in a city.", "Current weather of a city"), (CITY,),
          ("What is the weather in {city}?", "How is the weather in {city}?", "What's the weather like in {city} today?",
           "Is it cold in {city}?", "Weather in {city}?", "Tell me the weather in {city}.", "What is the temperature in {city}?",
           "Do I need an umbrella in {city}?", "Is it raining in {city}?", "How warm is it in {city} right now?"),
          "know the weather in {city}", _weather, "It is {condition} in {city} with {temperature} degrees."),
    Known(("get_time", "GetTime", "Clock-get_time", "current_time"),
          ("Gets the current time in a city.", "Returns the local time of a city.", "Current time in a city"), (CITY,),
          ("What time is it in {city}?", "Tell me the time in {city}.", "What is the local time in {city}?", "Time in {city}?",
           "How late is it in {city}?", "Current time in {city}, please.", "Can you tell me what time it is in {city}?"),
          "know the time in {city}", _time, "It is {time} in {city}."),
    Known(("add", "Add", "Calculator-add", "sum"), ("Adds two numbers.", "Returns the sum of two numbers.", "Add two numbers"),
          (A, B), ("What is {a} + {b}?", "Add {a} and {b}.", "What is {a} plus {b}?", "Sum of {a} and {b}?", "How much is {a}+{b}?",
                   "Please add {b} to {a}.", "What do {a} and {b} make together?"),
          "add {a} and {b}", _sum, "The sum of {a} and {b} is {result}."),
    Known(("multiply", "Multiply", "Calculator-multiply"), ("Multiplies two numbers.", "Returns the product of two numbers."),
          (A, B), ("What is {a} times {b}?", "Multiply {a} by {b}.", "What is {a} * {b}?", "How much is {a} x {b}?",
                   "Product of {a} and {b}?", "Please multiply {a} and {b}.", "Work out {a} times {b}."),
          "multiply {a} and {b}", _product, "{a} times {b} is {result}."),
    Known(("read_file", "ReadFile", "Files-read_file"), ("Reads a text file.", "Returns the content of a file.", "Read a file"),
          (PATH,), ("Read {path}.", "What is in {path}?", "Show me {path}.", "Open the file {path}.", "Show the content of {path}.",
                    "Please read the file {path}.", "What does {path} say?", "Print {path}."),
          "read {path}", _text, "The file {path} says: {text}"),
    Known(("list_files", "ListFiles", "Files-list_files"), ("Lists the files in a folder.", "Returns the files of a folder."),
          (FOLDER,), ("List the files in {folder}.", "Which files are in {folder}?", "What is in the folder {folder}?",
                      "Show me the files in {folder}.", "How many files are in {folder}?", "Give me the files of {folder}."),
          "list the files in {folder}", _count, "There are {count} files in {folder}."),
    Known(("search_text", "SearchText", "Files-search_text", "grep"),
          ("Searches files for a text.", "Finds text in the files of a folder.", "Search for text in files"), (TEXT, FOLDER),
          ("Search for {text} in {folder}.", "Find {text} in {folder}.", "Where does {text} occur in {folder}?",
           "Look for {text} in {folder}.", "Search {folder} for {text}.", "Which files in {folder} mention {text}?"),
          "search {folder} for {text}", _count, "{text} occurs {count} times in {folder}."),
    Known(("write_file", "WriteFile", "Files-write_file"), ("Writes text to a file.", "Saves text in a file.", "Write a file"),
          (PATH, CONTENT), ("Write {text} to {path}.", "Save {text} in {path}.", "Put {text} into {path}.",
                            "Create {path} with the text {text}.", "Write {text} into the file {path}.",
                            "Make a file {path} that says {text}."),
          "write to {path}", lambda rng, values: {"status": "ok"}, "I wrote {text} to {path}."),
    Known(("run_command", "RunCommand", "Shell-run_command", "shell"),
          ("Runs a command.", "Runs a shell command and returns its output.", "Run a command line"), (COMMAND,),
          ("Run {command}.", "Execute {command}.", "Run the command {command}.", "Please run {command} for me.",
           "Start {command}.", "Run {command} in the shell."),
          "run {command}", _text, "The output is: {text}"),
)


class KnownTools:
    """Draws known functions with values of one split."""

    def __init__(self, words: Words, values: Values, phrasing: Phrasing):
        self.words = words
        self.values = values
        self.rng = words.rng
        self.split = phrasing.split

    def draw(self, known=None):
        """A function, its arguments, a request for it, the intent, a result and the answer."""
        known = known or self.rng.choice(KNOWN)
        values = self._values()
        function = self._function(known, values)
        request = self.rng.choice(known.phrasings(self.split)).format(**values)
        arguments = {p.name: values[key] for p, (_, _, _, key) in zip(function.parameters, known.parameters)}
        result = known.result(self.rng, values)
        return function, arguments, request, result, known.answer.format(**(values | result))

    def _function(self, known, values):
        parameters = []
        for name, kind, descriptions, _ in known.parameters:
            schema = {"type": kind, "description": self.rng.choice(descriptions)}
            parameters.append(Parameter(name, name, kind, schema))
        return Function(self.rng.choice(known.names), self.rng.choice(known.descriptions), known.intent.format(**values), parameters)

    def _values(self):
        number = self.rng.choice((self.values.integer, lambda: self.rng.randint(0, 20), self.values.number))
        return {"city": self.words.city(), "path": self.values.path(), "folder": self.values.folder(),
                "text": self.rng.choice((self.values.phrase, self.values.word))(), "a": number(), "b": number(),
                "command": self._command()}

    def _command(self):
        program = choose(self.rng, self.split, ["ls", "cat", "git", "dotnet", "echo", "make", "rm"], ["python", "npm", "cp"])
        flags = self.rng.choice(("", " -l", " -a", " --all", " -v", " build", " test", " status"))
        return program + flags + self.rng.choice(("", " " + self.values.path(), " " + self.values.word()))
