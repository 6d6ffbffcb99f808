using Step35.AI.Parsing.Repairs;

namespace Step35.AI.Parsing;

/// <content>Calls that are JSON, as other models' formats have them.</content>
internal sealed partial class ToolCallScanner
{
    private static readonly TagPattern[] JsonTags = [TagPattern.CallStart, TagPattern.CallEnd, TagPattern.FunctionEnd, TagPattern.ThinkEnd];

    private readonly JsonBalance _balance = new();

    private bool ReadJson()
    {
        // A string may hold tags; but what may be prose, or has swallowed the answer once, ends at the first.
        TagMatch? tag = null;
        if ((!_balance.IsInString || _isDoubtful || _isLenient) && !_text.TryMatch(JsonTags, out tag))
            return false;
        if (tag is null)
        {
            _balance.Push(_text.Current);
            _text.Position++;
        }

        if (tag is not null || _balance.IsClosed)
            EndJson(_text.Slice(_start, _text.Position).ToString() + _balance.MissingClosers);
        return true;
    }

    private void EndJson(string text)
    {
        Repairs |= ToolCallRepairs.JsonCall | (_balance.IsClosed ? ToolCallRepairs.None : ToolCallRepairs.MissingCloser);
        if (_function.Length == 0)
            EndJsonCalls(CallJson.ReadCalls(text));
        else if (CallJson.ReadObject(text) is { } members)
            EndJsonArguments(members);
        else
            Break("What stands in the function is neither parameters nor a JSON object.");
    }

    private void EndJsonCalls(IReadOnlyList<ToolCallParsed> calls)
    {
        if (calls.Count == 0 || (_isDoubtful && !calls.All(call => _opening.IsPlausible(call.Name))))
        {
            Break("The call is JSON, but not an object with \"arguments\" and with a \"name\" free of '<', '>' and line breaks.");
            return;
        }

        _found.AddRange(calls.Select(call => call with { Repairs = call.Repairs | Repairs }));
        _part = ToolCallPart.Done;
    }

    private void EndJsonArguments(RepairedJson members)
    {
        Commit();
        Repairs |= members.Repairs;
        foreach (var (name, value) in CallJson.ReadArguments(members.Value))
            AddArgument(name, value);
        _part = ToolCallPart.Parameters;
    }
}
