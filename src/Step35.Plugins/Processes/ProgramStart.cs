namespace Step35.Plugins.Processes;

/// <summary>How a program is started.</summary>
/// <param name="Program">The full path of the program.</param>
/// <param name="Arguments">Its arguments, which no shell reads.</param>
/// <param name="Folder">The folder that it runs in.</param>
/// <param name="Environment">All of its environment variables.</param>
internal sealed record ProgramStart(
    string Program, IReadOnlyList<string> Arguments, string Folder, IReadOnlyDictionary<string, string> Environment);
