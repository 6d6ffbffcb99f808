using System.CommandLine;
using Step35.Cli.Loading;

namespace Step35.Cli.Inspecting;

/// <summary><c>inspect [MODEL] [--json]</c></summary>
internal static class InspectCommand
{
    public static Command Create(ToolContext context)
    {
        var model = ModelOption.CreateArgument();
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("inspect", "Shows what a model file holds, without loading it.") { model, json };
        command.SetAction(parsed =>
        {
            var report = ModelReportReader.Read(ModelOption.Read(parsed, model));
            if (parsed.GetValue(json))
                context.Terminal.WriteJson(report, InspectJson.Default.ModelReport);
            else
                ReportTables.Write(context.Terminal.Screen, report);
        });
        return command;
    }
}
