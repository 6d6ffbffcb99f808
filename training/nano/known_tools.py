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
    held_out: tuple  # requests that training never shows
    intent: str
    result: Callable
    answer: str
    options: tuple = ()  # (name, type, description, default): parameters that nobody asks for

    def phrasings(self, split):
        """The requests of a split."""
        return self.held_out if split == HELD_OUT else self.requests


def _weather(rng, values):
    return {"city": values["city"], "temperature": rng.randint(-15, 38), "condition": rng.choice(CONDITIONS)}


def _time(rng, _):
    return {"time": f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}"}


def _product(_, values):
    return {"result": tidy(values["a"] * values["b"])}


def _sum(_, values):
    return {"result": tidy(values["a"] + values["b"])}


def _ok(*_):
    return {"status": "ok"}


def _text(_, values):
    return {"text": values["text"]}


def _count(rng, _):
    return {"count": rng.randint(0, 99)}


CITY = ("city", "string", ("The city name.", "The city.", "Name of the city.", "City to look up"), "city")
PATH = ("path", "string", ("The path of the file.", "The file path.", "File to use.", "Path to the file"), "path")
FOLDER = ("folder", "string", ("The folder.", "The path of the folder.", "Folder to list"), "folder")
TEXT = ("query", "string", ("The text to search for.", "What to search for.", "Search text"), "text")
CONTENT = ("content", "string", ("The text to write.", "The new content.", "Content of the file"), "text")
EXPRESSION = ("expression", "string", ("The expression.", "What to work out.", "Expression to evaluate"), "expression")
URL = ("url", "string", ("The address of the page.", "The URL.", "Web address"), "url")
TITLE = ("title", "string", ("The title of the note.", "The title.", "Name of the note"), "title")
NOTE = ("text", "string", ("The text of the note.", "What to save.", "Content of the note"), "text")
TASK = ("task", "string", ("What is to be done.", "The task.", "Text of the task"), "text")
NUMBER = ("number", "integer", ("The number of the task.", "Which task.", "Number of the task"), "count")
MESSAGE = ("message", "string", ("The commit message.", "The message.", "What the commit does"), "text")
OLD = ("oldText", "string", ("The text to replace, exactly as it stands in the file.", "The old text."), "text")
NEW = ("newText", "string", ("The text to put in its place.", "The new text."), "title")
START = ("startLine", "integer", "The first line to read, from 1.", 1)
LINES = ("lineCount", "integer", "How many lines to read; 0 for as many as fit.", 0)
DEPTH = ("depth", "integer", "How many levels of folders to list.", 3)
FILES = ("files", "string", "Which files: a pattern such as *.cs or src/**/*.md.", "*")
REGEX = ("isRegex", "boolean", "Whether the text is a regular expression.", False)
COUNT = ("count", "integer", "How many commits to list.", 10)
PLACE = ("path", "string", "The path of a file or folder; empty for all.", "")
COMMAND = ("command", "string", ("The command line.", "The command to run.", "Shell command"), "command")
A = ("a", "number", ("The first number.", "First number", "Left operand."), "a")
B = ("b", "number", ("The second number.", "Second number", "Right operand."), "b")

KNOWN = (
    Known(("get_weather", "GetWeather", "Weather-get_weather", "weather"),
          ("Gets the current weather for a city.", "Returns the weather in a city.", "Current weather of a city"), (CITY,),
          ("What is the weather in {city}?", "How is the weather in {city}?", "What's the weather like in {city} today?",
           "Is it cold in {city}?", "Weather in {city}?", "Do I need an umbrella in {city}?", "What is the temperature in {city}?",
           "Will it rain in {city}?", "How hot is it in {city}?", "Does it snow in {city}?", "What is it like outside in {city}?",
           "Is it wet in {city}?", "Tell me the weather in {city}.", "Is it sunny or cloudy in {city}?", "Is it hot in {city} right now?",
           "Does it rain in {city} now?", "Is there sun in {city}?"),
          ("Is it raining in {city}?", "How warm is it in {city} right now?", "Is it sunny in {city}?"),
          "know the weather in {city}", _weather, "It is {condition} in {city} with {temperature} degrees."),
    Known(("get_time", "GetTime", "Clock-get_time", "current_time"),
          ("Gets the current time in a city.", "Returns the local time of a city.", "Current time in a city"), (CITY,),
          ("What time is it in {city}?", "Tell me the time in {city}.", "What is the local time in {city}?", "Time in {city}?",
           "How late is it in {city}?", "What is the time in {city} now?", "Is it late in {city}?", "Current time in {city}, please.",
           "Tell me what time it is in {city}.", "Do you know the time in {city}?", "Please give me the time in {city}.",
           "What is the clock in {city}?"),
          ("Give me the time for {city}.", "Can you tell me what time it is in {city}?"),
          "know the time in {city}", _time, "It is {time} in {city}."),
    Known(("add", "Add", "Calculator-add", "sum"), ("Adds two numbers.", "Returns the sum of two numbers.", "Add two numbers"),
          (A, B),
          ("What is {a} + {b}?", "Add {a} and {b}.", "What is {a} plus {b}?", "Sum of {a} and {b}?", "How much is {a}+{b}?",
           "What do {a} and {b} make?", "{a} + {b}?", "Give me {a} plus {b}.", "Please add {b} to {a}.",
           "What do you get for {a} plus {b}?", "Put {a} and {b} together.", "What is {a} and {b} together?",
           "Sum up the numbers {a} and {b}."),
          ("Sum up {a} and {b}.", "What is the sum of {a} and {b}?", "What do {a} and {b} make together?"),
          "add {a} and {b}", _sum, "The sum of {a} and {b} is {result}."),
    Known(("multiply", "Multiply", "Calculator-multiply"), ("Multiplies two numbers.", "Returns the product of two numbers."),
          (A, B),
          ("What is {a} times {b}?", "Multiply {a} by {b}.", "What is {a} * {b}?", "How much is {a} x {b}?", "{a} times {b}?",
           "Give me {a} times {b}.", "{a} x {b}", "Product of {a} and {b}?", "Please multiply {a} and {b}.", "Multiply {a} and {b}.",
           "What do you get for {a} times {b}?", "Compute {a} times {b}.", "{a} multiplied by {b}?", "Work out {a} * {b}."),
          ("What is {a} multiplied by {b}?", "Work out {a} times {b}."),
          "multiply {a} and {b}", _product, "{a} times {b} is {result}."),
    Known(("read_file", "ReadFile", "Files-read_file"), ("Reads a text file.", "Returns the content of a file.", "Read a file"),
          (PATH,),
          ("Read {path}.", "What is in {path}?", "Show me {path}.", "Open the file {path}.", "Read the file {path}.",
           "What does the file {path} say?", "Get {path}.", "Show the content of {path}.", "Please read the file {path}.",
           "Print the content of {path}.", "What does it say in {path}?", "Print me {path}, please.", "Tell me what {path} says.",
           "I want to see {path}."),
          ("Print the file {path}.", "What does {path} say?", "Print {path}."),
          "read {path}", _text, "The file {path} says: {text}", (START, LINES)),
    Known(("list_files", "ListFiles", "Files-list_files"), ("Lists the files in a folder.", "Returns the files of a folder."),
          (FOLDER,),
          ("List the files in {folder}.", "Which files are in {folder}?", "What is in the folder {folder}?",
           "Tell me the files of {folder}.", "Files in {folder}?", "List {folder}.", "Show me the files in {folder}.",
           "How many files are in {folder}?", "Give me a list of the files in {folder}.", "How many files are there in {folder}?",
           "Which files does {folder} have?", "List all of {folder}."),
          ("List the files of {folder}.", "Give me the files of {folder}."),
          "list the files in {folder}", _count, "There are {count} files in {folder}.", (DEPTH,)),
    Known(("search_text", "SearchText", "Files-search_text", "grep"),
          ("Searches files for a text.", "Finds text in the files of a folder.", "Search for text in files"), (TEXT, FOLDER),
          ("Search for {text} in {folder}.", "Find {text} in {folder}.", "Where does {text} occur in {folder}?",
           "Is {text} in the files of {folder}?", "Which files in {folder} hold {text}?", "Look for {text} in {folder}.",
           "Search {folder} for {text}.", "Which files mention {text} in {folder}?", "Search the files in {folder} for {text}.",
           "Does {folder} hold {text}?", "Where in {folder} is {text}?", "Who has {text} in {folder}?",
           "Who writes {text} in {folder}?", "Which files of {folder} speak of {text}?", "Files in {folder} that mention {text}?"),
          ("Who mentions {text} in {folder}?", "Which files in {folder} mention {text}?"),
          "search {folder} for {text}", _count, "{text} occurs {count} times in {folder}.", (FILES, REGEX)),
    Known(("write_file", "WriteFile", "Files-write_file"), ("Writes text to a file.", "Saves text in a file.", "Write a file"),
          (PATH, CONTENT),
          ("Write {text} to {path}.", "Save {text} in {path}.", "Put {text} into {path}.", "Write a file {path} that says {text}.",
           "Make the file {path} with {text}.", "Create {path} with the text {text}.", "Write {text} into the file {path}.",
           "Make {path} say {text}.", "Write a file {path} with {text}.", "Write the text {text} into {path}.",
           "I want a file {path} that holds {text}.", "{text} is for {path}.", "{text} must be in {path}.",
           "{text} belongs into {path}.", "The text {text} goes into {path}.", "{path} should say {text}."),
          ("{text} goes into {path}.", "Make a file {path} that says {text}."),
          "write to {path}", _ok, "I wrote {text} to {path}."),
    Known(("run_command", "RunCommand", "Shell-run_command", "shell"),
          ("Runs a command.", "Runs a shell command and returns its output.", "Run a command line"), (COMMAND,),
          ("Run {command}.", "Execute {command}.", "Run the command {command}.", "Please run {command} for me.",
           "Can you run {command}?", "Call {command}.", "Run this: {command}", "Start {command}.", "Use the shell to run {command}.",
           "In the shell, run {command}.", "Do {command}.", "Do this in the shell: {command}", "Shell: {command}"),
          ("Do {command} in the shell.", "Run {command} in the shell."),
          "run {command}", _text, "The output is: {text}"),
    Known(("calculate", "Calculate", "Calculator-calculate"),
          ("Works out an expression.", "Works out an expression, such as (2 + 3) * sqrt(16) / 4 ^ 2.", "Evaluates an expression"),
          (EXPRESSION,),
          ("Calculate {expression}.", "Work out {expression}.", "Compute {expression}.", "{expression}", "{expression} = ?",
           "What is {expression}?", "Evaluate {expression}.", "How much is {expression}?", "Tell me what {expression} is.",
           "Please work out {expression}.", "Can you tell me {expression}?", "Compute this: {expression}",
           "How much is {expression} in all?"),
          ("Tell me {expression}.", "Please compute {expression}."),
          "calculate {expression}", lambda rng, values: {"result": rng.randint(0, 9999)}, "The result is {result}."),
    Known(("edit_file", "EditFile", "Files-edit_file"),
          ("Replaces a text in a file.", "Replaces a text in a file. The old text must stand in the file exactly once."),
          (PATH, OLD, NEW),
          ("Replace {text} with {title} in {path}.", "Change {text} to {title} in {path}.", "Change {path}: {title} in place of {text}.",
           "Edit {path}: {title} for {text}.", "Edit the file {path}, {text} becomes {title}.", "In {path}, replace {text} by {title}.",
           "Edit {path} so that {text} becomes {title}.", "In the file {path}, {text} must become {title}.",
           "Put {title} for {text} in {path}.", "Edit the file {path}: {title} for {text}.",
           "Change {path}: {text} becomes {title}.", "Edit {path}: {text} is now {title}.", "{path}: {text} becomes {title}.",
           "Edit {path}, {text} turns into {title}."),
          ("Edit {path}: {text} becomes {title}.",),
          "edit {path}", _ok, "I changed {path}."),
    Known(("fetch_page", "FetchPage", "Http-fetch_page"), ("Fetches a web page as text.", "Downloads a page.", "Reads a web page"),
          (URL,),
          ("Fetch {url}.", "Read the page {url}.", "Show the page {url}.", "What is on {url}?", "Download {url}.", "Load {url}, please.",
           "What does {url} say?", "Open {url}.", "Get {url} for me.", "Show me the page {url}.", "Get me the page {url}.",
           "Please load {url}.", "What is on the page {url}?", "Load the page at {url}.", "What is there at {url}?",
           "What stands at {url}?"),
          ("What is at {url}?", "Show me {url}."),
          "read {url}", _text, "The page says: {text}"),
    Known(("git_status", "GitStatus", "Git-git_status"), ("Shows which files have changed.", "Shows the state of the work tree."),
          (),
          ("Which files have changed?", "Show the git status.", "Git status", "What is the git status?", "Which files are new?",
           "What has changed?", "Is anything uncommitted?", "Show me the status of the work tree.", "What is the status?",
           "Status, please.", "Is the work tree clean?", "The git status, please."),
          ("Status of the work tree?", "Git status, please."),
          "see which files have changed", _text, "This has changed: {text}"),
    Known(("git_diff", "GitDiff", "Git-git_diff"), ("Shows the changes since the last commit.", "Shows what was changed."),
          (),
          ("Show me the diff.", "Show the changes.", "Git diff", "What is the diff?", "What changes are there?",
           "What did I change since the last commit?", "Show the git diff.", "Show me all changes.", "The diff, please.",
           "What are the changes now?", "Which changes did I make?", "Changes, please."),
          ("The diff, now.", "Diff, please."),
          "see the changes", _text, "The changes are: {text}", (PLACE,)),
    Known(("git_log", "GitLog", "Git-git_log"), ("Lists the last commits.", "Shows the history."),
          (),
          ("Show the last commits.", "What was committed lately?", "Show the git log.", "List the commits.", "Show the history.",
           "Git log", "Which commits are there?", "The history, please.", "Show me the last commits.", "What is the history?",
           "Show me the log.", "The last commits, please.", "Which were the last commits?"),
          ("What are the last commits?", "Show me the history."),
          "see the last commits", _text, "The last commits are: {text}", (COUNT, PLACE)),
    Known(("git_commit", "GitCommit", "Git-git_commit"), ("Commits all changes.", "Makes a commit."), (MESSAGE,),
          ("Commit with the message {text}.", "Commit this as {text}.", "Make a commit: {text}.", "Commit all with {text}.",
           "Commit {text}.", "Git commit {text}", "Commit everything, message {text}.", "The message of the commit is {text}.",
           "Commit now: {text}.", "Commit, message: {text}.", "Commit all changes as {text}.", "Commit it all, {text}."),
          ("Commit, the message is {text}.", "Please commit {text}."), "commit the changes", _ok, "I committed {text}."),
    Known(("save_note", "SaveNote", "Notes-save_note"), ("Saves a note under a title.", "Keeps a note.", "Save a note"), (TITLE, NOTE),
          ("Save the note {title}: {text}.", "Save a note {title} with {text}.", "New note {title}: {text}.",
           "Note {text} under {title}.", "Make a note called {title} that says {text}.", "Keep {text} as the note {title}.",
           "Write a note called {title} that says {text}.", "The note {title} should say {text}.", "Write a note {title}: {text}.",
           "Write down {text} as the note {title}.", "Make a note {title}, it holds {text}."),
          ("Write the note {title}, it says {text}.", "Save {text} under the title {title}."), "save the note {title}", _ok, "I saved {title}."),
    Known(("read_note", "ReadNote", "Notes-read_note"), ("Reads the note with a title.", "Returns a note."), (TITLE,),
          ("Read the note {title}.", "Get the note {title}.", "What is in the note {title}?", "Open my note {title}.",
           "What does my note {title} say?", "Show me the note {title}.", "Show me what {title} says in my notes.",
           "Show my note {title}.", "What is my note called {title}?", "Show me the note called {title}.",
           "Get my note {title}, please."),
          ("Show the note called {title}.", "Open the note called {title}."),
          "read the note {title}", _text, "The note {title} says: {text}"),
    Known(("find_notes", "FindNotes", "Notes-find_notes"), ("Finds notes that hold a text.", "Searches the notes."), (TEXT,),
          ("Find notes about {text}.", "Find my notes with {text}.", "Look for {text} in my notes.", "Is there a note about {text}?",
           "Which notes mention {text}?", "Search my notes for {text}.", "Notes about {text}?", "Do I have notes on {text}?",
           "Any notes with {text}?", "Which of my notes hold {text}?", "Find what my notes say on {text}."),
          ("Notes on {text}?", "Look up {text} in my notes."),
          "find notes about {text}", _text, "I found: {text}"),
    Known(("add_task", "AddTask", "Notes-add_task"), ("Adds a task to the list of things to do.", "Adds a task."), (TASK,),
          ("Add the task {text}.", "Add a task: {text}.", "A new task is {text}.", "Remember that I have to {text}.",
           "Add {text} to my list.", "Put {text} on my list.", "I have to {text}, write it down.", "New task: {text}.",
           "Add to my tasks: {text}.", "My list needs {text}.", "Please add {text} to the tasks.", "My tasks also need {text}.",
           "{text} is a new task.", "My tasks have {text}, too.", "My list gets {text} as well.", "To my tasks, add {text}, too."),
          ("My tasks get {text}, too.", "Add {text} to my tasks."), "add the task {text}", _ok, "I added {text}."),
    Known(("list_tasks", "ListTasks", "Notes-list_tasks"), ("Lists the things to do.", "Shows all tasks."), (),
          ("What do I have to do?", "List my tasks.", "Show me the tasks.", "Which tasks do I have?", "Are any tasks open?",
           "Show my tasks.", "What is on my list?", "Which of my tasks are open?", "Please list the tasks.", "The tasks, please.",
           "Give me my tasks.", "What are my tasks?"),
          ("My tasks, please.", "Which tasks are open?"),
          "see the tasks", _text, "You have to do: {text}"),
    Known(("finish_task", "FinishTask", "Notes-finish_task"), ("Marks a task as done.", "Finishes a task."), (NUMBER,),
          ("Task {count} is done.", "I finished task {count}.", "Set task {count} to done.", "Number {count} is done.",
           "Finish task {count}.", "Mark task {count} as done.", "I have done number {count}.", "Task number {count} is done.",
           "Check task {count}.", "Task {count} is done now, check it off.", "I am done with task {count}.",
           "Set number {count} to done."),
          ("Check off task {count}.", "Tick off task {count}."), "finish task {count}", _ok, "Task {count} is done."),
)


class KnownTools:
    """Draws known functions with values of one split."""

    def __init__(self, words: Words, values: Values, phrasing: Phrasing):
        self.words = words
        self.values = values
        self.rng = words.rng
        self.split = words.split
        self.phrasing = phrasing

    def draw(self, known=None):
        """A function, its arguments, a request for it, the intent, a result and the answer."""
        known = known or self.rng.choice(KNOWN)
        values = self._values()
        function = self._function(known, values)
        pattern = self.phrasing.disguised(self.rng.choice(known.phrasings(self.split)))
        request = self.phrasing.opened(pattern.format(**values))
        arguments = {p.name: values[key] for p, (_, _, _, key) in zip(function.parameters, known.parameters)}
        result = known.result(self.rng, values)
        return function, arguments, request, result, known.answer.format(**(values | result))

    def _function(self, known, values):
        parameters = []
        for name, kind, descriptions, _ in known.parameters:
            schema = {"type": kind, "description": self.rng.choice(descriptions)}
            parameters.append(Parameter(name, name, kind, schema))
        for name, kind, description, default in known.options:
            if self.rng.random() < 0.5:
                schema = {"type": kind, "description": description, "default": default}
                parameters.append(Parameter(name, name, kind, schema, required=False))
        return Function(self.rng.choice(known.names), self.rng.choice(known.descriptions), known.intent.format(**values), parameters)

    def _values(self):
        number = self.rng.choice((self.values.integer, lambda: self.rng.randint(0, 20), self.values.number))
        return {"city": self.words.city(), "path": self.values.path(), "folder": self.values.folder(),
                "text": self.rng.choice((self.values.phrase, self.values.word))(), "a": number(), "b": number(),
                "command": self._command(), "expression": self._expression(), "count": self.rng.randint(1, 99),
                "title": self.rng.choice((self.values.phrase, self.values.word))(), "url": self._url()}

    def _expression(self):
        terms = [str(self.rng.randint(0, 999)) for _ in range(self.rng.randint(2, 4))]
        text = terms[0] + "".join(self.rng.choice((" + ", " - ", " * ", " / ")) + term for term in terms[1:])
        return f"({text}) * {self.rng.randint(2, 9)}" if self.rng.random() < 0.3 else text

    def _url(self):
        host = f"{self.words.made_up()}.{self.rng.choice(('com', 'org', 'net', 'io'))}"
        return f"https://{host}/{self.rng.choice((self.words.made_up, self.words.noun))()}"

    def _command(self):
        program = choose(self.rng, self.split, ["ls", "cat", "git", "dotnet", "echo", "make", "rm"], ["python", "npm", "cp"])
        flags = self.rng.choice(("", " -l", " -a", " --all", " -v", " build", " test", " status"))
        return program + flags + self.rng.choice(("", " " + self.values.path(), " " + self.values.word()))
