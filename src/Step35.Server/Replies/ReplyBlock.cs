using System.Text;
using Step35.AI;

namespace Step35.Server.Replies;

/// <summary>A run of reasoning, a run of text, or a call.</summary>
/// <param name="kind">What it holds.</param>
/// <param name="index">Its place in the reply, from 0.</param>
internal sealed class ReplyBlock(ReplyBlockKind kind, int index)
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _words = new();
    private readonly List<TextToken> _tokens = [];

    public ReplyBlockKind Kind => kind;

    public int Index => index;

    /// <summary>Gets the id of the call; empty for other blocks.</summary>
    public string CallId { get; init; } = "";

    /// <summary>Gets the name of the function that is called; empty for other blocks.</summary>
    public string FunctionName { get; init; } = "";

    /// <summary>Gets a value indicating whether the block came to its own end; only a call that broke off did not.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Gets what was written so far; for a call, the JSON of its arguments.</summary>
    public string Text => _text.ToString();

    /// <summary>Gets what the model wrote where the text is that in short; empty elsewhere.</summary>
    public string Words => _words.ToString();

    /// <summary>Gets the tokens of a text, where the request asked for them.</summary>
    public IReadOnlyList<TextToken> Tokens => _tokens;

    public void Append(string piece) => _text.Append(piece);

    public void AppendWords(string words) => _words.Append(words);

    public void Append(IReadOnlyList<TextToken> tokens) => _tokens.AddRange(tokens);
}
