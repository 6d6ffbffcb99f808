using System.CommandLine;
using Step35.Engine.Hub;

namespace Step35.Cli.Hub;

/// <summary><c>pull OWNER/REPO[:QUANT] [--revision NAME] [--parallel N] [--json]</c></summary>
internal static class PullCommand
{
    private const int MostParallel = 16;

    private static readonly Argument<string> Model =
        HubVerbs.NewModelArgument("OWNER/REPO, or OWNER/REPO:Q4_K_S for one of several models in it.");

    private static readonly Option<string> Revision = new("--revision")
    {
        Description = "The branch, tag or commit.",
        DefaultValueFactory = _ => "main",
    };

    private static readonly Option<int> Parallelism = new("--parallel")
    {
        Description = "How many files to download at the same time.",
        DefaultValueFactory = _ => 4,
    };

    private static readonly Option<bool> Json = HubVerbs.NewJsonOption();

    public static Command Create(ToolContext context)
    {
        Parallelism.RequireWithin(1, MostParallel);
        var command = new Command("pull", "Downloads a model into the local cache, going on where an earlier pull stopped.")
        {
            Model, Revision, Parallelism, Json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed, cancellationToken));
        return command;
    }

    private static async Task RunAsync(ToolContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var model = HubModel.Parse(parsed.GetRequiredValue(Model));
        using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15), PooledConnectionLifetime = TimeSpan.FromMinutes(10) };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var client = new HubClient(http, HubAccess.FromEnvironment(HubVerbs.Variables), context.Time);
        var parts = new DownloadParts(client, new LocalDisk(), new DownloadProgress(context.Time));
        var pull = new ModelPull(parts, HubVerbs.Cache, parsed.GetValue(Parallelism));

        var running = pull.RunAsync(model, parsed.GetValue(Revision)!, cancellationToken);
        await PullDisplay.ShowAsync(context, parts.Progress, running);
        var result = await running;
        if (parsed.GetValue(Json))
            context.Terminal.WriteJson(result, HubOutputJson.Default.PullResult);
        else
            await context.Terminal.Output.WriteLineAsync(result.Path);
    }
}
