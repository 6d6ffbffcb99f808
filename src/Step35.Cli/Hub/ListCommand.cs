using System.CommandLine;
using Spectre.Console;

namespace Step35.Cli.Hub;

/// <summary><c>list [--json]</c></summary>
internal static class ListCommand
{
    public static Command Create(ToolContext context)
    {
        var json = HubVerbs.NewJsonOption();
        var command = new Command("list", "Lists the models in the local cache.") { json };
        command.SetAction(parsed =>
        {
            var models = CachedModel.ListAll(HubVerbs.Cache);
            if (parsed.GetValue(json))
                context.Terminal.WriteJson(models, HubOutputJson.Default.IReadOnlyListCachedModel);
            else if (models.Count == 0)
                context.Terminal.Notes.WriteLine("No model is here yet; get one with: step35 pull OWNER/REPO:Q4_K_S");
            else
                context.Terminal.Screen.Write(NewTable(models));
        });
        return command;
    }

    private static Table NewTable(IReadOnlyList<CachedModel> models)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("model", "files", "size");
        table.Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        foreach (var model in models)
        {
            var files = model.IsComplete ? $"{model.Files}" : $"[yellow]{model.Files}, some missing[/]";
            table.AddRow(Markup.Escape(model.Reference), files, ByteText.Of(model.Bytes));
        }

        return table;
    }
}
