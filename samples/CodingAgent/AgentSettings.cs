using Microsoft.Extensions.AI;

namespace Step35.Samples.CodingAgent;

/// <summary>Where the agent works, what it may do there, and on which model.</summary>
internal sealed record AgentSettings
{
    /// <summary>Gets the top folder of the git work tree.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets the commands that can be run at all, such as <c>dotnet test **</c>; <c>make</c> alone takes no arguments. Each run is asked for.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>Gets the functions that run unasked, such as <c>Files.edit_file</c>.</summary>
    public IReadOnlyList<string> Unasked { get; init; } = [];

    /// <summary>Gets the file that the conversation is kept in; null forgets it.</summary>
    public string? SessionPath { get; init; }

    /// <summary>Gets the model's file; null for the connection string <c>step35</c>, or else the small model.</summary>
    public string? ModelPath { get; init; }

    /// <summary>Gets how many tokens one conversation can hold; null for the engine's default.</summary>
    public int? ContextLength { get; init; }

    /// <summary>Gets what answers in the place of a model; the tests' only.</summary>
    public IChatClient? Model { get; init; }
}
