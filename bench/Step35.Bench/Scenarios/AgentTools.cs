using System.ComponentModel;
using Microsoft.Extensions.AI;
using Step35.AI.Prompting;
using Step35.Engine.Tokenization;

namespace Step35.Bench.Scenarios;

/// <summary>The functions that the measured agent has.</summary>
internal static class AgentTools
{
    private static readonly IReadOnlyList<AIFunctionDeclaration> All =
    [
        AIFunctionFactory.Create(
            ([Description("The file's path.")] string path) => path, "read_file", "Reads a text file."),
        AIFunctionFactory.Create(
            ([Description("The folder's path.")] string folder) => folder, "list_files", "Lists the files in a folder."),
        AIFunctionFactory.Create(
            ([Description("The file's path.")] string path, [Description("The new text.")] string text) => path + text, "write_file", "Writes a text file."),
        AIFunctionFactory.Create(
            ([Description("The command line.")] string command, int timeout) => command + timeout, "run_command", "Runs a command and returns its output."),
        AIFunctionFactory.Create(
            ([Description("The city name.")] string city) => city, "get_weather", "Gets the current weather for a city."),
    ];

    /// <summary>Renders the prompt that opens a conversation.</summary>
    public static IReadOnlyList<TokenId> Open(Tokenizer tokenizer, string instructions, string question) => tokenizer.Encode(
        PromptRenderer.Render(new PromptRequest(
            PromptMessageReader.Read([new ChatMessage(ChatRole.User, question)], instructions), All, Think: true, tokenizer.BeginningOfTextSpelling)));
}
