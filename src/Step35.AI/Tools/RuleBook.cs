using Step35.AI.Tools.Approval;

namespace Step35.AI.Tools;

/// <summary>Finds what counts for one function among the options.</summary>
internal sealed class RuleBook(ToolGateOptions options)
{
    public ApprovalPolicy PolicyOf(ToolCall call) => RuleOf(call)?.Policy ?? PolicyOf(call.Permission);

    public TimeSpan TimeLimitOf(ToolCall call) => RuleOf(call)?.TimeLimit ?? options.TimeLimit;

    public int MaxResultCharactersOf(ToolCall call) => RuleOf(call)?.MaxResultCharacters ?? options.MaxResultCharacters;

    public bool IsOnlyDescribed(ToolCall call) =>
        options.DryRun && (call.Permission is null || (call.Permission.Permissions & ~Permissions.Read) is not Permissions.None);

    // The strictest of the policies counts.
    private ApprovalPolicy PolicyOf(PermissionAttribute? declared) => declared is null
        ? options.Undeclared
        : new[]
        {
            (Permissions.Read, options.Read),
            (Permissions.Write, options.Write),
            (Permissions.Execute, options.Execute),
            (Permissions.Network, options.Network),
        }
        .Where(pair => declared.Permissions.HasFlag(pair.Item1))
        .Select(pair => pair.Item2)
        .DefaultIfEmpty(ApprovalPolicy.Always)
        .Min();

    private ToolRule? RuleOf(ToolCall call) => options.Functions.TryGetValue(call.Name, out var rule)
        ? rule
        : options.Functions.Where(pair => ToolPattern.Fits(pair.Key, call.Name))
            .OrderByDescending(pair => pair.Key.Length)
            .Select(pair => pair.Value)
            .FirstOrDefault();
}
