namespace Step35.Server.Tests.Malformed;

/// <summary>A request of each route that says as much as it can.</summary>
internal static class WholeRequests
{
    public const string Messages = """
        {"model": "scripted", "max_tokens": 50, "system": [{"type": "text", "text": "s"}], "stop_sequences": ["END"], "temperature": 0.5, "top_p": 0.5, "top_k": 3,
         "thinking": {"type": "enabled", "budget_tokens": 10}, "tool_choice": {"type": "auto"}, "metadata": {"user_id": "u"},
         "tools": [{"name": "f", "description": "d", "input_schema": {"type": "object"}}],
         "messages": [{"role": "user", "content": "Hello!"}, {"role": "assistant", "content": [{"type": "thinking", "thinking": "t", "signature": "s"},
           {"type": "tool_use", "id": "c", "name": "f", "input": {"a": 1}}]}, {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c", "content": "r"}]}]}
        """;

    public const string Responses = """
        {"model": "scripted", "max_output_tokens": 50, "instructions": "i", "temperature": 0.5, "top_p": 0.5, "reasoning": {"effort": "low", "summary": "auto"},
         "text": {"format": {"type": "json_schema", "name": "n", "schema": {"type": "object"}}}, "tool_choice": "auto", "metadata": {"a": "b"}, "truncation": "auto",
         "include": ["message.output_text.logprobs"], "top_logprobs": 2,
         "tools": [{"type": "function", "name": "f", "description": "d", "parameters": {"type": "object"}, "strict": true}],
         "input": [{"role": "user", "content": [{"type": "input_text", "text": "Hello!"}]}, {"type": "reasoning", "summary": [{"type": "summary_text", "text": "t"}]},
           {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"}, {"type": "function_call_output", "call_id": "c", "output": "r"}]}
        """;

    public const string OllamaChat = """
        {"model": "scripted", "stream": false, "format": "json", "think": true, "keep_alive": 5, "truncate": true,
         "options": {"temperature": 0.5, "top_k": 3, "top_p": 0.5, "min_p": 0.1, "num_predict": 50, "stop": ["END"], "seed": 1, "repeat_penalty": 1.1, "repeat_last_n": 8},
         "tools": [{"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object"}}}],
         "messages": [{"role": "user", "content": "Hello!"}, {"role": "assistant", "thinking": "t", "tool_calls": [{"function": {"name": "f", "arguments": {"a": 1}}}]},
           {"role": "tool", "tool_name": "f", "content": "r"}]}
        """;

    public const string Chat = """
        {"model": "scripted", "max_completion_tokens": 50, "temperature": 0.5, "top_p": 0.5, "seed": 1, "stop": ["END"], "n": 2, "reasoning_effort": "low", "user": "u",
         "presence_penalty": 0.1, "parallel_tool_calls": false, "stream_options": {"include_usage": true}, "logprobs": true, "top_logprobs": 2, "top_k": 3, "loop_guard": "off", "tool_choice": "auto",
         "tools": [{"type": "function", "function": {"name": "f", "description": "d", "strict": true,
           "parameters": {"type": "object", "properties": {"a": {"enum": ["x", 1]}}, "required": ["a"], "additionalProperties": false}}}],
         "messages": [{"role": "system", "content": "s"}, {"role": "user", "content": [{"type": "text", "text": "Hello!"}]},
           {"role": "assistant", "reasoning_content": "t", "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
           {"role": "tool", "tool_call_id": "c", "content": "r"}]}
        """;

    public const string StructuredChat = """
        {"stream": true, "response_format": {"type": "json_schema", "json_schema": {"name": "n", "description": "d", "strict": true,
           "schema": {"type": "object", "$defs": {"b": {"type": "string", "pattern": "[a-z]+"}}, "required": ["a"], "additionalProperties": false,
             "properties": {"a": {"anyOf": [{"$ref": "#/$defs/b"}, {"const": {"c": "d"}}, {"type": ["integer", "null"], "minimum": 1}]}}}}},
         "messages": [{"role": "user", "content": "Hello!"}]}
        """;

    public const string NamedTool = """
        {"tool_choice": {"type": "function", "function": {"name": "f"}}, "messages": [{"role": "user", "content": "Hello!"}],
         "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"a": {"type": "string"}}}}}]}
        """;

    public const string Completion = """
        {"model": "scripted", "prompt": ["On"], "max_tokens": 5, "temperature": 0.5, "top_p": 0.5, "seed": 1, "stop": "END", "n": 2, "stream": false, "stream_options": {}, "logprobs": 2, "user": "u"}
        """;

    public const string Generate = """
        {"model": "scripted", "prompt": "Hello!", "system": "s", "raw": false, "stream": false, "think": "low", "keep_alive": "5m", "options": {"num_predict": 5, "num_ctx": 10},
         "format": {"type": "object", "properties": {"a": {"enum": ["x"]}}}}
        """;

    public const string Show = """{"model": "scripted"}""";

    public const string Tokenize = """{"model": "scripted", "content": "Hello!"}""";

    public const string Detokenize = """{"model": "scripted", "tokens": [1, 2]}""";
}
