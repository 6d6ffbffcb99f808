using Microsoft.Extensions.AI;
using Step35.AI.Tools;
using Step35.Plugins.Calculator;
using Step35.Plugins.Clock;
using Step35.Plugins.Files;
using Step35.Samples.ConsoleAgent;

namespace Step35.Samples.WebChat.Tools;

/// <summary>The functions that the model may call.</summary>
/// <remarks>What each does stands at its method: the gate lets those that read pass, and asks about those that write or say nothing.</remarks>
internal sealed class Toolbox
{
    private readonly FilesPlugin _files;

    /// <param name="folder">The folder whose files the model may read and, when somebody allows it, write.</param>
    public Toolbox(string folder)
    {
        _files = new FilesPlugin(folder);
        Functions =
        [
            AIFunctionFactory.Create(WeatherPlugin.GetWeather, "get_weather"),
            AIFunctionFactory.Create(new ClockPlugin().GetTime, "get_time"),
            AIFunctionFactory.Create(CalculatorPlugin.Calculate, "calculate"),
            AIFunctionFactory.Create(_files.ListFiles, "list_files"),
            AIFunctionFactory.Create(_files.ReadFile, "read_file"),
            AIFunctionFactory.Create(_files.WriteFile, "write_file"),
        ];
    }

    public IList<AITool> Functions { get; }

    /// <summary>Gets what shows the change to a file before it is allowed.</summary>
    public IToolPreview Preview => _files;
}
