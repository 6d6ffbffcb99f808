using System.CommandLine;
using Step35.Engine.Hub;

namespace Step35.Cli.Hub;

/// <summary><c>rm OWNER/REPO[:QUANT] [--json]</c></summary>
internal static class RemoveCommand
{
    public static Command Create(ToolContext context)
    {
        var model = HubVerbs.NewModelArgument("OWNER/REPO for all of a repository, or OWNER/REPO:Q4_K_S for one of its models.");
        var json = HubVerbs.NewJsonOption();
        var command = new Command("rm", "Removes a model from the local cache.") { model, json };
        command.SetAction(parsed =>
        {
            var name = HubModel.Parse(parsed.GetRequiredValue(model));
            var result = new RemovalResult($"hf:{name}", ModelRemoval.Remove(HubVerbs.Cache, name));
            if (parsed.GetValue(json))
                context.Terminal.WriteJson(result, HubOutputJson.Default.RemovalResult);
            else
                context.Terminal.Output.WriteLine($"{name} is gone; {ByteText.Of(result.FreedBytes)} are free.");
        });
        return command;
    }
}
