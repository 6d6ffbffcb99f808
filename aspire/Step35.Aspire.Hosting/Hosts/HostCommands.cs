using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Step35.Aspire.Hosting.Hosts;

/// <summary>What the dashboard can have a model host do.</summary>
internal static class HostCommands
{
    private const string Load = "load";

    public static IResourceBuilder<Step35FlashResource> WithHostCommands(this IResourceBuilder<Step35FlashResource> builder) => builder
        .WithHostCommand("reload", "Reload model", "ArrowClockwise", "Reads the model's file again.", "unload", Load)
        .WithHostCommand("unload", "Unload model", "ArrowEject", "Frees the model's memory; the next request loads it again.", "unload")
        .WithHostCommand("clear-cache", "Clear prefix cache", "Broom", "Forgets what the engine knows of earlier conversations.", "clear-cache");

    private static IResourceBuilder<Step35FlashResource> WithHostCommand(
        this IResourceBuilder<Step35FlashResource> builder, string name, string title, string icon, string description, params string[] actions) =>
        builder.WithCommand(name, title, context => RunAsync(builder.Resource, actions, context), new()
        {
            Description = description,
            IconName = icon,
            UpdateState = context => StateOf(builder.Resource, context.ResourceSnapshot),
        });

    private static async Task<ExecuteCommandResult> RunAsync(Step35FlashResource resource, string[] actions, ExecuteCommandContext context)
    {
        var host = HostClient.Create(context.Services, resource);
        foreach (var action in actions)
        {
            var acting = host.AdministerAsync(action, context.CancellationToken);
            if (action == Load)
                LoadProgress.Start(context.Services, resource, acting);
            if (await acting.ConfigureAwait(false) is { } failure)
                return CommandResults.Failure(failure);
        }

        return CommandResults.Success();
    }

    // A host with a key for answers alone takes no orders.
    private static ResourceCommandState StateOf(Step35FlashResource resource, CustomResourceSnapshot snapshot) =>
        resource is { ApiKey: not null, AdminKey: null } ? ResourceCommandState.Hidden
            : snapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled
            : ResourceCommandState.Disabled;
}
