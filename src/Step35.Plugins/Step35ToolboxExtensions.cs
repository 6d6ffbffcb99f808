using Microsoft.Extensions.DependencyInjection;
using Step35.AI.Tools;
using Step35.Plugins.Calculator;
using Step35.Plugins.Clock;
using Step35.Plugins.Files;
using Step35.Plugins.Git;
using Step35.Plugins.Http;
using Step35.Plugins.Notes;
using Step35.Plugins.Shell;

namespace Microsoft.SemanticKernel;

/// <summary>Gives a kernel the ready plugins. What they may do without being asked for, <c>AddStep35Plugins</c> decides.</summary>
public static class Step35ToolboxExtensions
{
    /// <summary>Adds the plugin <c>Files</c>: list, read, search, write and edit the files of a folder.</summary>
    /// <param name="plugins">The kernel's plugins.</param>
    /// <param name="root">The folder; nothing outside of it can be reached.</param>
    /// <param name="configure">Sets the limits.</param>
    /// <returns>The same plugins.</returns>
    public static IKernelBuilderPlugins AddStep35Files(this IKernelBuilderPlugins plugins, string root, Action<FilesOptions>? configure = null)
    {
        var files = new FilesPlugin(root, Configure(configure));
        plugins.Services.AddSingleton<IToolPreview>(files);
        return plugins.AddFromObject(files, "Files");
    }

    /// <summary>Adds the plugin <c>Shell</c>: run the programs that the options allow.</summary>
    /// <param name="plugins">The kernel's plugins.</param>
    /// <param name="root">The folder that programs run in.</param>
    /// <param name="configure">Names the programs.</param>
    /// <returns>The same plugins.</returns>
    public static IKernelBuilderPlugins AddStep35Shell(this IKernelBuilderPlugins plugins, string root, Action<ShellOptions> configure) =>
        plugins.AddFromObject(new ShellPlugin(root, Configure(configure)), "Shell");

    /// <summary>Adds the plugin <c>Git</c>: status, diff, log and commit.</summary>
    /// <param name="plugins">The kernel's plugins.</param>
    /// <param name="root">The top folder of the repository.</param>
    /// <param name="configure">Sets how git works.</param>
    /// <returns>The same plugins.</returns>
    public static IKernelBuilderPlugins AddStep35Git(this IKernelBuilderPlugins plugins, string root, Action<GitOptions>? configure = null) =>
        plugins.AddFromObject(new GitPlugin(root, Configure(configure)), "Git");

    /// <summary>Adds the plugin <c>Http</c>: fetch pages from the hosts that the options allow.</summary>
    /// <param name="plugins">The kernel's plugins.</param>
    /// <param name="configure">Names the hosts.</param>
    /// <returns>The same plugins.</returns>
    public static IKernelBuilderPlugins AddStep35Http(this IKernelBuilderPlugins plugins, Action<HttpOptions> configure)
    {
        // A factory, so that the kernel's services dispose it.
        plugins.Services.AddSingleton(_ => new HttpPlugin(Configure(configure)));
        plugins.Services.AddSingleton(services => KernelPluginFactory.CreateFromObject(services.GetRequiredService<HttpPlugin>(), "Http"));
        return plugins;
    }

    /// <summary>Adds the plugin <c>Clock</c>: the time in a city.</summary>
    /// <param name="plugins">The kernel's plugins.</param>
    /// <returns>The same plugins.</returns>
    public static IKernelBuilderPlugins AddStep35Clock(this IKernelBuilderPlugins plugins) => plugins.AddFromObject(new ClockPlugin(), "Clock");

    /// <summary>Adds the plugin <c>Calculator</c>: expressions, sums and products.</summary>
    /// <param name="plugins">The kernel's plugins.</param>
    /// <returns>The same plugins.</returns>
    public static IKernelBuilderPlugins AddStep35Calculator(this IKernelBuilderPlugins plugins) =>
        plugins.AddFromObject(new CalculatorPlugin(), "Calculator");

    /// <summary>Adds the plugin <c>Notes</c>: notes and tasks that outlive the conversation.</summary>
    /// <param name="plugins">The kernel's plugins.</param>
    /// <param name="databasePath">The SQLite file; it is made where it is missing.</param>
    /// <returns>The same plugins.</returns>
    public static IKernelBuilderPlugins AddStep35Notes(this IKernelBuilderPlugins plugins, string databasePath) =>
        plugins.AddFromObject(new NotesPlugin(databasePath), "Notes");

    private static TOptions Configure<TOptions>(Action<TOptions>? configure)
        where TOptions : new()
    {
        var options = new TOptions();
        configure?.Invoke(options);
        return options;
    }
}
