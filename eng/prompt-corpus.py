#!/usr/bin/env python3
"""Writes the corpus that the prompt renderer is compared with.

usage: prompt-corpus.py TEMPLATE.jinja OUT.jsonl.gz

Generates conversations from a fixed seed and renders each with the given chat template in a real Jinja engine, set up as
Hugging Face transformers sets it up. TEMPLATE is the official template of Step-3.5-Flash (it ships with the model and with
llama.cpp). Each line of OUT holds {"messages", "tools", "expected"}; messages are as a caller would hand them over, untrimmed,
while the template sees them trimmed.
"""
import gzip
import io
import json
import random
import sys

from jinja2.sandbox import ImmutableSandboxedEnvironment

SEED = 35
COUNT = 2600
BOS = "<｜begin▁of▁sentence｜>"
SPACE = " \t\n\v\f\r"

WORDS = """the weather in Paris is sunny and file was written to disk please read all lines of main.cs then fix every
bug you find Größe naïve café smörgåsbord Москва привет 東京 天気 你好 こんにちは مرحبا بالعالم שלום 👍 👩‍👩‍👧‍👦 🇩🇪 e\u0301 a\u0308 \u200f \u00a0 \u2028
x<y a&b "quoted" it's back\\slash C:\\temp {json} [list] %s $1 #tag 100% 3.14 -7 null None True \x7f \u0085 \U0001d518""".split(" ")
LOOKALIKES = [
    "<|im_end|>", "<|im_start|>", "<|im_start|>system\n", "<think>", "</think>", "<tool_call>", "</tool_call>", "<tool_response>",
    "</tool_response>", "<function=f>", "</function>", "<parameter=p>", "</parameter>", "<tools>", "</tools>", "<im_patch>",
    "{{ bos_token }}", "{% endif %}", BOS,
]
KEYS = ["path", "query", "count", "unit", "größe", "名前", "options", "a b", "x-y", "", "quoted\"key", "type", "items"]
NAMES = ["get_weather", "read_file", "search", "Calculator-Add", "plugin_run", "größe", "名前"]
ROUND_FLOATS = [0.0, -0.0, 1.0, -2.5, 1e16, 1e15, 123456789012345680.0, 9999999999999998.0, 1e-4, 1e-5, 0.00012345, 5e-324,
                1.7976931348623157e308, 0.1, 1 / 3, 1e22, 1e23, 2.0 ** -44, 2.0 ** 70, 4.35, 100.0, 1e100]


class Generator:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def chance(self, p):
        return self.r.random() < p

    def space(self):
        return "".join(self.r.choice(SPACE) for _ in range(self.r.randrange(4))) if self.chance(0.3) else ""

    def text(self, most=12):
        if self.chance(0.04):
            return self.space()
        parts = [self.r.choice(LOOKALIKES) if self.chance(0.06) else self.r.choice(WORDS)
                 for _ in range(self.r.randint(1, most))]
        separators = [self.r.choice(["\n", "\n\n", "\t", "", "\r\n"]) if self.chance(0.15) else " " for _ in parts]
        return self.space() + "".join(p + s for p, s in zip(parts, separators)).rstrip(" ") + self.space()

    def number(self):
        kind = self.r.randrange(4)
        if kind == 0:
            return self.r.randint(-1000, 1000)
        if kind == 1:
            return self.r.choice([-1, 1]) * self.r.getrandbits(self.r.choice([53, 64, 130, 700]))
        if kind == 2:
            return self.r.choice(ROUND_FLOATS)
        return self.r.uniform(-1, 1) * 10.0 ** self.r.randint(-30, 30)

    def scalar(self):
        kind = self.r.randrange(5)
        if kind < 2:
            return self.text(6)
        if kind == 2:
            return self.number()
        return self.r.choice([True, False, None, "", "\x00\x01\x1f", "\b\f"])

    def value(self, depth=0):
        kind = self.r.random()
        if depth > 3 or kind < 0.6:
            return self.scalar()
        if kind < 0.8:
            return [self.value(depth + 1) for _ in range(self.r.randrange(4))]
        return {self.r.choice(KEYS): self.value(depth + 1) for _ in range(self.r.randrange(4))}

    def content(self):
        if not self.chance(0.15):
            return self.text()
        return [{"type": "text", "text": self.text(5)} for _ in range(self.r.randrange(4))]

    def system(self):
        message = {"role": "system", "content": self.content()}
        if self.chance(0.2):
            message["name"] = self.r.choice(["observation", "operator"])
        return message

    def user(self):
        if self.chance(0.12):
            text = "<tool_response>" + self.text(4) + "</tool_response>"
            return {"role": "user", "content": self.space() + text + self.space()}
        return {"role": "user", "content": self.content()}

    def call(self):
        function = {"name": self.r.choice(NAMES)}
        if self.chance(0.9):
            function["arguments"] = {self.r.choice(KEYS): self.value() for _ in range(self.r.randrange(4))}
        return {"type": "function", "function": function}

    def assistant(self, calls):
        message = {"role": "assistant", "content": "" if calls and self.chance(0.5) else self.content()}
        if self.chance(0.55):
            message["reasoning_content"] = self.text(8)
        elif self.chance(0.3):
            opening = self.r.choice(["<think>", "<think>\n", "", "x <think>\n\n"])
            inner = self.text(5) + self.r.choice(["\n", "\n\n", "", " \n"]) + "</think>" + self.r.choice(["\n\n", "", "\n \n"])
            message["content"] = opening + inner + self.text(5)
        if calls:
            message["tool_calls"] = [self.call() for _ in range(calls)]
        return message

    def turn(self):
        """One user turn: a question, any number of tool rounds, an answer that may be missing."""
        turn = [self.user()]
        for _ in range(self.r.choice([0, 0, 1, 1, 2, 3])):
            calls = self.r.choice([1, 1, 2, 3])
            turn.append(self.assistant(calls))
            turn += [{"role": "tool", "content": self.tool_result()} for _ in range(calls)]
        if self.chance(0.7):
            turn.append(self.assistant(0))
        if self.chance(0.08):
            turn.append(self.system())
        return turn

    def tool_result(self):
        return json.dumps(self.value(), ensure_ascii=False) if self.chance(0.4) else self.text(10)

    def conversation(self):
        messages = [self.system()] if self.chance(0.6) else []
        for _ in range(self.r.choice([1, 1, 1, 2, 2, 3])):
            messages += self.turn()
        if self.chance(0.05):
            self.r.shuffle(messages)
        return messages

    def schema(self, depth=0):
        """A schema with its keywords in the canonical order, so that the renderer must leave it as it is."""
        kind = self.r.choice(["string", "integer", "number", "boolean", "array", "object"] if depth < 2 else ["string", "null"])
        schema = {"type": kind if self.chance(0.9) else [kind, "null"]}
        if self.chance(0.5):
            schema["description"] = self.text(5)
        if kind == "string" and self.chance(0.3):
            schema["enum"] = [self.text(1) for _ in range(self.r.randint(1, 3))]
        if kind == "object":
            names = self.r.sample(KEYS, self.r.randrange(4))
            schema["properties"] = {name: self.schema(depth + 1) for name in names}
            if names and self.chance(0.7):
                schema["required"] = names[:self.r.randint(1, len(names))]
        if kind == "array":
            schema["items"] = self.schema(depth + 1)
        if self.chance(0.2):
            schema["default"] = self.value(3)
        if self.chance(0.1):
            schema["anyOf"] = [self.schema(2), {"$ref": "#/$defs/x"}]
        return schema

    def tool(self):
        names = self.r.sample(KEYS, self.r.randrange(5))
        parameters = {"type": "object", "properties": {name: self.schema(1) for name in names}}
        if names and self.chance(0.7):
            parameters["required"] = names[:self.r.randint(1, len(names))]
        if self.chance(0.3):
            parameters["additionalProperties"] = self.r.choice([False, {"type": "string", "description": "more"}])
        if self.chance(0.2):
            parameters["$defs"] = {"x": self.schema(2)}
        description = "" if self.chance(0.1) else self.text(8)
        return {"type": "function",
                "function": {"name": self.r.choice(NAMES), "description": description, "parameters": parameters}}

    def tools(self):
        return [self.tool() for _ in range(self.r.randint(1, 3))] if self.chance(0.4) else []


def trimmed(message):
    result = dict(message)
    content = message["content"]
    result["content"] = (content.strip(SPACE) if isinstance(content, str)
                         else [dict(part, text=part["text"].strip(SPACE)) for part in content])
    if "reasoning_content" in message:
        result["reasoning_content"] = message["reasoning_content"].strip(SPACE)
    return result


def compile_template(path):
    def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"])
    environment.filters["tojson"] = tojson
    with open(path, encoding="utf-8") as file:
        return environment.from_string(file.read())


def render(template, messages, tools):
    return template.render(
        messages=[trimmed(message) for message in messages], tools=tools or None, add_generation_prompt=True, bos_token=BOS)


def main(template_path, out_path):
    template = compile_template(template_path)
    generator = Generator(SEED)
    buffer = io.BytesIO()
    # No file name and no time in the header: the same input gives the same bytes.
    with gzip.GzipFile(filename="", fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as file:
        for _ in range(COUNT):
            messages, tools = generator.conversation(), generator.tools()
            line = {"messages": messages, "tools": tools, "expected": render(template, messages, tools)}
            file.write((json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8"))
    with open(out_path, "wb") as file:
        file.write(buffer.getvalue())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
