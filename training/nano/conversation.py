"""A conversation in the form that chat templates take, and what an evaluation expects of it."""
from dataclasses import dataclass, field


@dataclass
class Conversation:
    """Messages and tools as a chat template takes them."""
    kind: str
    tools: list = field(default_factory=list)
    messages: list = field(default_factory=list)
    thinks: bool = True
    facts: list = field(default_factory=list)  # texts that a right final answer holds
    keeps_thoughts: bool = False  # trains every turn, which a chat template would strip of their reasoning but for the last

    def system(self, text):
        """Adds the system text."""
        self.messages.append({"role": "system", "content": text})

    def user(self, text):
        """Adds a question."""
        self.messages.append({"role": "user", "content": text})

    def assistant(self, text, thought="", calls=()):
        """Adds an answer: text, or calls as pairs of a name and arguments."""
        message = {"role": "assistant", "content": text, "reasoning_content": thought if self.thinks else ""}
        if calls:
            message["tool_calls"] = [{"type": "function", "function": {"name": name, "arguments": arguments}}
                                     for name, arguments in calls]
        self.messages.append(message)

    def tool(self, text):
        """Adds what a function returned."""
        self.messages.append({"role": "tool", "content": text})

    def trained_turns(self):
        """The indices of the assistant turns after the last question: the ones rendered with their reasoning."""
        if self.keeps_thoughts:
            return [i for i, m in enumerate(self.messages) if m["role"] == "assistant"]
        last = max((i for i, m in enumerate(self.messages) if m["role"] == "user"), default=-1)
        return [i for i, m in enumerate(self.messages) if m["role"] == "assistant" and i > last]
