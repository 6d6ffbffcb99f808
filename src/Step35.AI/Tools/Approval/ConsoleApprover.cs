using Step35.AI.Terminals;

namespace Step35.AI.Tools.Approval;

/// <summary>Asks at the console: y allows the call, a allows it and those like it for the session, everything else denies it.</summary>
/// <remarks>Text after an n is the reason that the model reads. A closed input denies.</remarks>
/// <param name="input">Where answers come from; null reads <see cref="LineInput.Standard"/>.</param>
/// <param name="output">Where questions go; null writes to the console.</param>
public sealed class ConsoleApprover(LineInput? input = null, TextWriter? output = null) : IApprover
{
    private const int MaxArgumentCharacters = 400;

    private readonly LineInput _input = input ?? LineInput.Standard;
    private readonly TextWriter _output = output ?? Console.Out;

    /// <inheritdoc/>
    public async ValueTask<ApprovalAnswer> AskAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _output.WriteAsync(Question(request).AsMemory(), cancellationToken).ConfigureAwait(false);
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
        var answer = (await _input.ReadAsync(cancellationToken).ConfigureAwait(false))?.Trim() ?? "";
        return answer switch
        {
            "y" or "Y" or "yes" => ApprovalAnswer.Once,
            "a" or "A" or "always" => ApprovalAnswer.ForSession(request.Pattern),
            ['n' or 'N', ' ', .. var reason] => ApprovalAnswer.Deny(reason.Trim()),
            _ => ApprovalAnswer.Deny(),
        };
    }

    private static string Question(ApprovalRequest request) => string.Join('\n',
    [
        $"The model wants to call {VisibleText.Of(request.Call.Name)} ({Needs(request.Call)}):",
        .. request.Preview is { } preview ? [VisibleText.Of(preview)] : request.Call.Arguments.Keys.Select(name => Argument(request.Call, name)),
        $"Always would allow {VisibleText.Of(request.Pattern.ToString())}.",
        "Allow it? (y)es, (a)lways, (n)o and why: ",
    ]);

    private static string Needs(ToolCall call) => call.Permission?.Permissions.ToString() ?? "declares nothing";

    private static string Argument(ToolCall call, string name)
    {
        var text = call.GetText(name)!;
        var shown = text.Length <= MaxArgumentCharacters ? text : $"{text[..MaxArgumentCharacters]}... ({text.Length} characters)";
        return $"  {VisibleText.Of(name)}: {VisibleText.Of(shown)}";
    }
}
