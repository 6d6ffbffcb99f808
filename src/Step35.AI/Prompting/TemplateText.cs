namespace Step35.AI.Prompting;

/// <summary>The fixed text of the Step-3.5 chat format.</summary>
/// <remarks>Every byte counts: the model was trained on this wording, and prefix caches live on it.</remarks>
internal static class TemplateText
{
    public const string TurnStart = "<|im_start|>";
    public const string TurnEndToken = "<|im_end|>";
    public const string TurnEnd = TurnEndToken + "\n";

    public const string ThinkStart = "<think>";
    public const string ThinkEnd = "</think>";

    public const string CallStart = "<tool_call>";
    public const string CallEnd = "</tool_call>";
    public const string FunctionStart = "<function=";
    public const string FunctionEnd = "</function>";
    public const string ParameterStart = "<parameter=";
    public const string ParameterEnd = "</parameter>";

    public const string ResponseStart = "<tool_response>";
    public const string ResponseEnd = "</tool_response>";

    public const string ToolsStart =
        "# Tools\n\nYou have access to the following functions in JSONSchema format:\n\n<tools>";

    public const string ToolsEnd =
        "\n</tools>\n\n"
        + "If you choose to call a function ONLY reply in the following format with NO suffix:\n\n"
        + "<tool_call>\n<function=example_function_name>\n"
        + "<parameter=example_parameter_1>\nvalue_1\n</parameter>\n"
        + "<parameter=example_parameter_2>\nThis is the value for the second parameter\nthat can span\nmultiple lines\n</parameter>\n"
        + "</function>\n</tool_call>\n\n"
        + "<IMPORTANT>\nReminder:\n"
        + "- Function calls MUST follow the specified format: an inner <function=...>\n...\n</function> block "
        + "must be nested within <tool_call>\n...\n</tool_call> XML tags\n"
        + "- Required parameters MUST be specified\n</IMPORTANT>";
}
