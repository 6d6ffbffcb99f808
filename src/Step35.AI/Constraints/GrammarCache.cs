using System.Text;
using Microsoft.Extensions.Logging;
using Step35.AI.Constraints.Writing;
using Step35.AI.Requests;

namespace Step35.AI.Constraints;

/// <summary>Keeps the grammars that were used last: agents offer the same functions again and again.</summary>
/// <remarks>Safe for concurrent calls.</remarks>
internal sealed partial class GrammarCache(ILogger logger)
{
    private const int Capacity = 32;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, CompiledGrammar> _grammars = [];

    /// <summary>Gets the grammar of an answer, compiled unless it is known.</summary>
    /// <exception cref="UnsupportedSchemaException">A schema allows no value, or cannot be held.</exception>
    /// <exception cref="OperationCanceledException">It took longer than the caller would wait.</exception>
    public CompiledGrammar Get(AnswerForm form, CancellationToken cancellationToken = default)
    {
        var key = KeyOf(form);
        if (Find(key) is { } known)
            return known;
        var grammar = AnswerGrammar.Compile(form, cancellationToken);
        foreach (var keyword in grammar.Relaxed)
            LogRelaxed(logger, keyword);
        Keep(key, grammar);
        return grammar;
    }

    private static string KeyOf(AnswerForm form)
    {
        var key = new StringBuilder().Append(form.BeginsWithReasoning).Append(form.HasSingleCall).Append(form.IsStrict).Append(form.ToolChoice);
        if (form.ToolChoice != ToolChoice.None)
            foreach (var function in form.Functions)
                key.Append('\n').Append(function.Name).Append(' ').Append(function.JsonSchema.GetRawText());
        return key.Append('\n').Append(form.JsonSchema?.GetRawText()).ToString();
    }

    private CompiledGrammar? Find(string key)
    {
        lock (_gate)
        {
            // The last one used stands last.
            if (_grammars.Remove(key, out var known))
                _grammars.Add(key, known);
            return known;
        }
    }

    private void Keep(string key, CompiledGrammar grammar)
    {
        lock (_gate)
        {
            _grammars[key] = grammar;
            if (_grammars.Count > Capacity)
                _grammars.RemoveAt(0);
        }
    }

    [LoggerMessage(3, LogLevel.Warning, "No grammar can hold a keyword, so it is left to whoever reads the value: {Keyword}.")]
    private static partial void LogRelaxed(ILogger logger, string keyword);
}
