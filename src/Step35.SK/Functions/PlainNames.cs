using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Meai = Microsoft.Extensions.AI;

namespace Step35.SK.Functions;

/// <summary>The plain names of one request's functions, and the way back to the kernel's names.</summary>
/// <remarks>A function has a plain name only when no other tool of the request is or could be called by it.</remarks>
internal sealed class PlainNames
{
    /// <summary>No plain names: every function keeps the kernel's.</summary>
    public static readonly PlainNames None = new([]);

    private readonly Dictionary<string, string> _plainByFull = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _fullByPlain = new(StringComparer.Ordinal);

    public PlainNames(IList<AITool> tools)
    {
        var taken = tools.Select(Full).ToHashSet(StringComparer.Ordinal);
        foreach (var sameName in tools.GroupBy(Plain, StringComparer.Ordinal))
        {
            if (taken.Contains(sameName.Key) || sameName.ToArray() is not [KernelFunction only])
                continue;
            if (_plainByFull.TryAdd(Full(only), sameName.Key))
                _fullByPlain.Add(sameName.Key, Full(only));
        }
    }

    public string Shorten(string full) => _plainByFull.GetValueOrDefault(full, full);

    public ChatToolMode? Shorten(ChatToolMode? mode) =>
        mode is RequiredChatToolMode { RequiredFunctionName: { } full } ? ChatToolMode.RequireSpecific(Shorten(full)) : mode;

    /// <summary>Gives the content as it is, or a call by its plain name.</summary>
    public AIContent Shorten(AIContent content) => Rename(content, _plainByFull);

    /// <summary>Puts the kernel's names into contents that came from the model.</summary>
    public void Restore(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
            contents[i] = Rename(contents[i], _fullByPlain);
    }

    private static AIContent Rename(AIContent content, Dictionary<string, string> names) =>
        content is Meai.FunctionCallContent call && names.TryGetValue(call.Name, out var name)
            ? new Meai.FunctionCallContent(call.CallId, name, call.Arguments)
            {
                AdditionalProperties = call.AdditionalProperties,
                Exception = call.Exception,
                InformationalOnly = call.InformationalOnly,
                RawRepresentation = call.RawRepresentation,
            }
            : content;

    private static string Plain(AITool tool) => tool is KernelFunction function ? function.Name : tool.Name;

    // KernelFunction.Name hides the tool's name, which carries the plugin.
    private static string Full(AITool tool) => tool.Name;
}
