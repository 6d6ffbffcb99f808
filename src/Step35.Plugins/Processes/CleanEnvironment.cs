namespace Step35.Plugins.Processes;

/// <summary>Makes the environment of a program from nothing, so that no key or password of this process reaches it.</summary>
internal static class CleanEnvironment
{
    // What programs need to find their user's folder and the language; on Windows, the system's own places.
    private static readonly string[] Inherited =
    [
        "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR",
        "SystemRoot", "SystemDrive", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "ProgramFiles", "ProgramData", "TEMP", "TMP", "PATHEXT",
    ];

    public static Dictionary<string, string> Create(ProgramFinder finder, IEnumerable<KeyValuePair<string, string>> additions)
    {
        var variables = Inherited
            .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is not null)
            .ToDictionary(variable => variable.Name, variable => variable.Value!);
        variables["PATH"] = finder.SearchPath;
        // Colours and progress bars are noise to a model.
        variables["NO_COLOR"] = "1";
        variables["TERM"] = "dumb";
        foreach (var (name, value) in additions)
            variables[name] = value;
        return variables;
    }
}
