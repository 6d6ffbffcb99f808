using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Step35.Aspire.Hosting.Readiness;

namespace Step35.Aspire.Hosting;

/// <summary>What the dashboard can have a model host do.</summary>
internal static class HostCommands
{
    public static IResourceBuilder<Step35FlashResource> WithHostCommands(this IResourceBuilder<Step35FlashResource> builder) => builder
        .WithHostCommand("reload", "Reload model", "ArrowClockwise", "Reads the model's file again; answers that are being written end first.")
        .WithHostCommand("unload", "Unload model", "ArrowEject", "Frees the model's memory; the next request loads it again.")
        .WithHostCommand("clear-cache", "Clear prefix cache", "Broom", "Forgets what the engine knows of earlier conversations.");

    private static IResourceBuilder<Step35FlashResource> WithHostCommand(
        this IResourceBuilder<Step35FlashResource> builder, string action, string title, string icon, string description) =>
        builder.WithHttpCommand(
            $"/admin/{action}",
            title,
            endpointName: Step35FlashResource.EndpointName,
            commandName: $"step35-{action}",
            commandOptions: new()
            {
                Description = description,
                IconName = icon,
                PrepareRequest = context => HostProbe.AuthorizeAsync(context.Request, builder.Resource, context.CancellationToken),
                UpdateState = context => IsAnswering(context.ResourceSnapshot) ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            });

    // While the model loads the state says how far it is, and the host takes orders all the same.
    private static bool IsAnswering(CustomResourceSnapshot snapshot) =>
        !KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text) && snapshot.StartTimeStamp is not null;
}
