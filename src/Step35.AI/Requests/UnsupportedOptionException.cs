namespace Step35.AI.Requests;

/// <summary>A chat option asks for something that this client cannot do.</summary>
public sealed class UnsupportedOptionException : Step35Exception
{
    internal UnsupportedOptionException(string optionName, string whatToChange)
        : base($"ChatOptions.{optionName} cannot be honoured: {whatToChange}")
    {
        OptionName = optionName;
        WhatToChange = whatToChange;
    }

    /// <summary>Gets the name of the option.</summary>
    public string OptionName { get; }

    internal string WhatToChange { get; }
}
