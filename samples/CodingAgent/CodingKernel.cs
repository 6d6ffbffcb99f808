using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Step35.AI;
using Step35.AI.Tools.Approval;
using Step35.Plugins.Shell;

namespace Step35.Samples.CodingAgent;

/// <summary>Makes the kernel: a model, the work tree's files, programs and git, and the gate before them.</summary>
internal static class CodingKernel
{
    // A build or a test run may take its time, and Ctrl-C ends it.
    private static readonly TimeSpan RunTimeLimit = TimeSpan.FromMinutes(15);

    public static Kernel Create(AgentSettings settings, IApprover? approver)
    {
        var builder = Kernel.CreateBuilder();
        builder.Plugins
            .AddStep35Files(settings.Folder)
            .AddStep35Shell(settings.Folder, options => Allow(options, settings.Commands))
            .AddStep35Git(settings.Folder, options => options.AllowLinkedWorkTree = true);
        builder.AddStep35Plugins(options =>
        {
            options.Approver = approver;
            options.TimeLimit = RunTimeLimit;
            foreach (var function in settings.Unasked)
                options.AllowList.Add(new(function));
        });
        if (settings.Model is { } model)
            builder.Services.AddChatClient(model).UseKernelFunctionInvocation();
        else
            AddModel(builder, settings);
        return builder.Build();
    }

    private static void AddModel(IKernelBuilder builder, AgentSettings settings)
    {
        var model = new ModelChoice(settings.ModelPath);
        builder.Services.AddSingleton(model.Configuration);
        builder.AddStep35Flash(options =>
        {
            model.Apply(options);
            options.ContextLength = settings.ContextLength;
            options.ContextOverflow = ContextOverflow.DropOldestTurns;
            if (options.ModelPath == ModelChoice.SmallModel)
                options.Sampling = new() { Temperature = 0 };
        });
    }

    private static void Allow(ShellOptions options, IEnumerable<string> commands)
    {
        options.TimeLimit = RunTimeLimit;
        foreach (var command in commands)
            options.Programs.Add(AllowedProgram.Parse(command));
    }
}
