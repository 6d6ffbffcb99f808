using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Step35.AI.Tools.Approval;
using Step35.AI.Tools.Auditing;
using Step35.AI.Tools.Paging;

namespace Step35.AI.Tools;

/// <summary>Stands before functions that a model calls: checks, asks, limits and writes down every call.</summary>
/// <remarks>
/// Safe for concurrent calls. It decides by declarations, options and people alone and never by what functions return, so no text in a
/// result can widen what is allowed. One gate is one session: answers that are remembered, and the pages of long results, belong to it.
/// </remarks>
public sealed class ToolGate
{
    private readonly ToolGateOptions _options;
    private readonly TimeProvider _time;
    private readonly RuleBook _rules;
    private readonly ApprovalDesk _desk;
    private readonly PageStore _pages;
    private readonly AuditTrail? _trail;

    /// <summary>Initializes a gate.</summary>
    /// <param name="options">What is allowed.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    /// <exception cref="OptionsValidationException">An option is out of its range.</exception>
    public ToolGate(ToolGateOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (new ToolGateOptionsValidator().Validate(null, options) is { Failed: true } invalid)
            throw new OptionsValidationException(Options.DefaultName, typeof(ToolGateOptions), invalid.Failures);
        _options = options;
        _time = time ?? TimeProvider.System;
        _rules = new(options);
        _desk = new(options, _rules);
        _pages = new(options.MaxKeptCharacters);
        _trail = options.AuditLog is { } log ? new(log, options.AuditArguments) : null;
        ReadMore = PageFunction.Create(_pages);
    }

    /// <summary>Gets <c>read_more</c>, which shows the further pages of long results. Offer it beside guarded functions.</summary>
    public AIFunction ReadMore { get; }

    /// <summary>Puts this gate before a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="permission">What it needs; null takes the <see cref="PermissionAttribute"/> of its method.</param>
    /// <returns>The guarded function, of the same name and schema.</returns>
    public AIFunction Guard(AIFunction function, PermissionAttribute? permission = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new GuardedFunction(this, function, permission ?? PermissionAttribute.Find(function.UnderlyingMethod));
    }

    /// <summary>Lets one call through, or tells the model why not.</summary>
    /// <param name="call">The call.</param>
    /// <param name="run">Runs it; the token is cancelled at the time limit.</param>
    /// <param name="cancellationToken">Cancels the call, and the question whether it may run.</param>
    /// <returns>What the model gets to see. What the function throws is thrown on.</returns>
    public async ValueTask<ToolOutcome> InvokeAsync(
        ToolCall call, Func<CancellationToken, ValueTask<object?>> run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(run);
        var asked = _time.GetUtcNow();
        var verdict = await _desk.DecideAsync(call, cancellationToken).ConfigureAwait(true);
        var started = _time.GetTimestamp();
        ToolOutcome? outcome = null;
        try
        {
            return outcome = await PassAsync(call, verdict, run, cancellationToken).ConfigureAwait(true);
        }
        finally
        {
            outcome ??= new(null, cancellationToken.IsCancellationRequested ? ToolEnding.Cancelled : ToolEnding.Failed);
            _trail?.Write(call, new(asked, call.Name, call.Permission?.Permissions, verdict.Decision, outcome.Ending)
            {
                Duration = _time.GetElapsedTime(started),
                ResultCharacters = outcome.ResultCharacters,
            });
        }
    }

    private async ValueTask<ToolOutcome> PassAsync(
        ToolCall call, Verdict verdict, Func<CancellationToken, ValueTask<object?>> run, CancellationToken cancellationToken)
    {
        if (!verdict.IsAllowed)
            return new(ToolNotes.Denied(call, verdict), ToolEnding.Denied, _options.DenialEndsTurn);
        if (_rules.IsOnlyDescribed(call))
            return new(ToolNotes.DryRun(call, await _desk.PreviewAsync(call, cancellationToken).ConfigureAwait(true)), ToolEnding.DryRun);

        var limited = new LimitedRun(run, _rules.TimeLimitOf(call), _time);
        return await limited.WaitAsync(cancellationToken).ConfigureAwait(true)
            ? _pages.Fit(limited.Value, _rules.MaxResultCharactersOf(call))
            : new(ToolNotes.TimedOut(call, limited.Limit), ToolEnding.TimedOut);
    }
}
