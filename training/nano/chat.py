"""Writes conversations as the model reads them; the same bytes as template.jinja and the official template."""
import json

BOS = "<|begin_of_sentence|>"
TOOLS_START = "# Tools\n\nYou have access to the following functions in JSONSchema format:\n\n<tools>"
TOOLS_END = (
    "\n</tools>\n\nIf you choose to call a function ONLY reply in the following format with NO suffix:\n\n",
    "<tool_call>",
    "\n<function=example_function_name>\n<parameter=example_parameter_1>\nvalue_1\n</parameter>\n<parameter=example_parameter_2>\n"
    "This is the value for the second parameter\nthat can span\nmultiple lines\n</parameter>\n</function>\n",
    "</tool_call>",
    "\n\n<IMPORTANT>\nReminder:\n- Function calls MUST follow the specified format: an inner <function=...>\n...\n</function> block "
    "must be nested within ",
    "<tool_call>",
    "\n...\n",
    "</tool_call>",
    " XML tags\n- Required parameters MUST be specified\n</IMPORTANT>",
)


def to_json(value):
    """JSON as Python and the product write it: ", " and ": ", no escapes outside ASCII."""
    return json.dumps(value, ensure_ascii=False)


def argument_text(value):
    """An argument as the format writes it: JSON for objects and arrays, str() for the rest."""
    return to_json(value) if isinstance(value, (dict, list)) else str(value)


def pieces(conversation):
    """The whole conversation as (text, is the model's own) pairs."""
    yield BOS, False
    messages = conversation.messages
    first = messages[0]["content"] if messages[0]["role"] == "system" else None
    yield _system(first, conversation.tools), False
    trained = set(conversation.trained_turns())
    for index, message in enumerate(messages):
        if message["role"] == "user":
            yield f"<|im_start|>user\n{message['content']}<|im_end|>\n", False
        elif message["role"] == "tool":
            yield _result(messages, index), False
        elif message["role"] == "assistant":
            yield from _assistant(message, index in trained, conversation.thinks)


def prompt(conversation, end):
    """The prompt for the assistant turn at an index."""
    cut = type(conversation)(conversation.kind, conversation.tools, conversation.messages[:end], conversation.thinks)
    return "".join(text for text, _ in pieces(cut)) + opening(conversation.thinks)


def opening(thinks):
    """How an answer begins, up to where the model takes over."""
    return "<|im_start|>assistant\n<think>\n" + ("" if thinks else "\n</think>\n")


def _system(first, tools):
    if not tools:
        return "" if first is None else f"<|im_start|>system\n{first}<|im_end|>\n"
    lead = "" if first is None else first + "\n\n"
    lines = "".join("\n" + to_json(tool) for tool in tools)
    return f"<|im_start|>system\n{lead}{TOOLS_START}{lines}{''.join(TOOLS_END)}<|im_end|>\n"


def _result(messages, index):
    before = index > 0 and messages[index - 1]["role"] == "tool"
    after = index + 1 < len(messages) and messages[index + 1]["role"] == "tool"
    start = "" if before else "<|im_start|>tool_response\n"
    return f"{start}<tool_response>{messages[index]['content']}</tool_response>" + ("" if after else "<|im_end|>\n")


def _assistant(message, is_trained, thinks):
    body = message["content"] + "".join(_call(call["function"]) for call in message.get("tool_calls", []))
    if not is_trained:
        yield f"<|im_start|>assistant\n{body}<|im_end|>\n", False
        return
    yield opening(thinks), False
    own = f"{message['reasoning_content']}\n</think>\n{body}" if thinks else body
    yield own + "<|im_end|>", True
    yield "\n", False


def _call(call):
    arguments = "".join(f"<parameter={name}>\n{argument_text(value)}\n</parameter>\n" for name, value in call["arguments"].items())
    return f"<tool_call>\n<function={call['name']}>\n{arguments}</function>\n</tool_call>"
