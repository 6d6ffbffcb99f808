namespace Step35.Conformance;

/// <summary>What a scripted model answers to the questions of the conformance tests: a turn for each round of a question.</summary>
public static class ConformanceScript
{
    private const string UserTurn = "<|im_start|>user\n";
    private const string ToolTurn = "<|im_start|>tool_response\n";
    private const string TurnEnd = "<|im_end|>";

    private static readonly Dictionary<string, string[]> Rounds = new()
    {
        [Questions.Secret] = [Call("secret_number"), "It is 42."],
        [Questions.SecretOfAnId] = [Call("secret_number_of", ("id", "foo")), "It is 42."],
        [Questions.SecretOfAPerson] = [Call("secret_number_of_person", ("person", """{"name": "John", "age": 19}""")), "It is 61."],
        [Questions.Cart] = [Call("add_items", ("items", """["bacon", "eggs"]"""), ("shopper", "Peter")), "Done."],
        [Questions.Ages] = [Call("age_of", ("name", "Elsa")) + Call("age_of", ("name", "Anna")), "21 and 18."],
        [Questions.Person] = ["""{"name": "Jimbo Smith", "age": 35, "job": "Programmer"}"""],
        [Questions.People] = ["""{"data": [{"name": "Jimbo Smith", "age": 35, "job": "Programmer"}]}"""],
        [Questions.Number] = ["""{"data": 15}"""],
        [Questions.Text] = ["""{"data": "Jimbo Smith"}"""],
        [Questions.Truth] = ["""{"data": true}"""],
        [Questions.Choice] = ["""{"data": "Singer"}"""],
        [Questions.PersonOfAnId] = [Call("person_of", ("id", "123")), """{"name": "Jimbo Smith", "age": 35, "job": "Programmer"}"""],
    };

    /// <summary>Answers a prompt in the model's chat format; what it does not know is a greeting.</summary>
    public static string Answer(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var start = prompt.LastIndexOf(UserTurn, StringComparison.Ordinal) + UserTurn.Length;
        var question = prompt[start..prompt.IndexOf(TurnEnd, start, StringComparison.Ordinal)];
        var round = prompt[start..].Split(ToolTurn).Length - 1;
        return Rounds.TryGetValue(question, out var answers)
            ? "I know this.\n</think>\n" + answers[Math.Min(round, answers.Length - 1)]
            : "They greet me.\n</think>\nHello there!";
    }

    private static string Call(string function, params (string Name, string Value)[] arguments) =>
        $"<tool_call>\n<function={function}>\n"
        + string.Concat(arguments.Select(argument => $"<parameter={argument.Name}>\n{argument.Value}\n</parameter>\n"))
        + "</function>\n</tool_call>";
}
