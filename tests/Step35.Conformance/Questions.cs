namespace Step35.Conformance;

/// <summary>The questions that the conformance tests ask.</summary>
internal static class Questions
{
    public const string Greeting = "Hello!";
    public const string Secret = "What is the secret number?";
    public const string SecretOfAnId = "What is the secret number of foo?";
    public const string SecretOfAPerson = "What is the secret number of John, who is 19?";
    public const string Cart = "Put bacon and eggs into Peter's cart.";
    public const string Ages = "How old are Elsa and Anna?";
    public const string Person = "Jimbo Smith is a programmer of 35 years. Who is this?";
    public const string People = "Jimbo Smith is a programmer of 35 years. Who are they?";
    public const string Number = "There were 14 and one came. How many are there?";
    public const string Text = "Jimbo Smith is a programmer. What is the name?";
    public const string Truth = "Jimbo Smith is a programmer. Is there a programmer?";
    public const string Choice = "Somebody sings. What is the job?";
    public const string PersonOfAnId = "Who is person 123?";
}
