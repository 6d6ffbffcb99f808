using Step35.Plugins.Files;

namespace Step35.Plugins.Shell;

/// <summary>Refuses arguments that name what lies outside the workspace.</summary>
/// <param name="workspace">The workspace that programs run in.</param>
internal sealed class ArgumentFence(Workspace workspace)
{
    // An option may hold a path behind these: --output=../x, src:/dst, a,b.
    private static readonly char[] Joints = ['=', ':', ',', ';', '@'];

    public void Check(IEnumerable<string> arguments)
    {
        foreach (var argument in arguments)
            foreach (var part in PartsOf(argument))
                if (LeadsOutside(part))
                    throw new ToolException($"the argument '{argument}' names something outside the workspace, or a link.");
    }

    private static IEnumerable<string> PartsOf(string argument)
    {
        foreach (var part in argument.Split(Joints))
        {
            yield return part;
            // The value of a short option may stand right behind it: -f/etc/passwd, -I../x.
            if (part is ['-', not '-', _, ..])
                yield return part[2..];
        }
    }

    private bool LeadsOutside(string part)
    {
        var path = part.Replace('\\', '/');
        return path.StartsWith('/') || path.StartsWith('~') || Path.IsPathRooted(path) || path.Split('/').Contains("..") || workspace.HoldsLink(path);
    }
}
