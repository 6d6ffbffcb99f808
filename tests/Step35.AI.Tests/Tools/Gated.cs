using Microsoft.Extensions.Time.Testing;
using Step35.AI.Tools;
using Step35.AI.Tools.Approval;
using Step35.AI.Tools.Auditing;

namespace Step35.AI.Tests.Tools;

/// <summary>A gate over one function, and what came of it.</summary>
internal sealed class Gated
{
    private int _runs;

    public Gated(Action<ToolGateOptions>? configure = null, IApprover? approver = null)
    {
        var options = new ToolGateOptions { Approver = approver, AuditLog = Log };
        configure?.Invoke(options);
        Gate = new(options, Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public ListLog Log { get; } = new();

    public ToolGate Gate { get; }

    public int Runs => _runs;

    public static ToolCall Call(string name, Permissions? needs, params (string Name, object? Value)[] arguments) => new()
    {
        Name = name,
        Permission = needs is { } permissions ? new(permissions, name == "write_file" ? ["path"] : []) : null,
        Arguments = arguments.ToDictionary(argument => argument.Name, argument => argument.Value),
    };

    public static ToolCall Write(string path, string content = "text") =>
        Call("write_file", Permissions.Write, ("path", path), ("content", content));

    public ValueTask<ToolOutcome> InvokeAsync(ToolCall call, object? result = null) => Gate.InvokeAsync(
        call,
        _ =>
        {
            Interlocked.Increment(ref _runs);
            return ValueTask.FromResult<object?>(result ?? "done");
        },
        TestContext.Current.CancellationToken);

    internal sealed class ListLog : IAuditLog
    {
        public List<AuditEntry> Entries { get; } = [];

        public AuditEntry Only => Assert.Single(Entries);

        public void Write(AuditEntry entry)
        {
            lock (Entries)
                Entries.Add(entry);
        }
    }
}
