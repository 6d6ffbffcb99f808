using System.CommandLine;
using Step35.Cli.Loading;
using Step35.Engine;
using Step35.Engine.Gguf;
using Step35.Engine.Model;
using Step35.Engine.Planning;

namespace Step35.Cli.Planning;

/// <summary><c>plan [MODEL] [--machine NAME] [--context N] [--sequences N] [--profile P] [--json]</c></summary>
internal static class PlanCommand
{
    private const string ThisMachine = "this";

    private static readonly Argument<string?> Model = ModelOption.CreateArgument();

    private static readonly Option<string> Machine = new("--machine")
    {
        Description = "A machine that people run the model on, or this one with what is free on it now.",
        DefaultValueFactory = _ => ThisMachine,
    };

    private static readonly Option<int?> Context = ContextOption.Create();

    private static readonly Option<int?> Sequences = new("--sequences") { Description = "Conversations that run side by side." };

    private static readonly Option<TuningProfile> Profile = new("--profile") { Description = "What is chosen for where nothing is said." };

    private static readonly Option<bool> Json = new("--json") { Description = "Write JSON." };

    public static Command Create(ToolContext context)
    {
        Machine.RequireOneOf([ThisMachine, .. KnownMachines.All.Select(machine => machine.Name)]);
        Sequences.RequireWithin(1, 256);
        Profile.RequireOneOf(Enum.GetNames<TuningProfile>());
        var command = new Command("plan", "Shows what of a model would lie where in a machine's memory, without loading it.")
        {
            Model, Machine, Context, Sequences, Profile, Json,
        };
        command.SetAction(parsed => Run(context.Terminal, parsed));
        return command;
    }

    private static int Run(Terminal terminal, ParseResult parsed)
    {
        var file = GgufFile.Open(ModelReference.Resolve(ModelOption.Read(parsed, Model)));
        // What is too long is refused when it is loaded, however much memory there is.
        if (parsed.GetValue(Context) is { } length)
            Step35ModelHeader.Read(file).RequireContext(length);
        var plan = MemoryPlan.Create(file, FindMachine(parsed.GetRequiredValue(Machine)), ReadRequest(parsed));
        if (parsed.GetValue(Json))
            terminal.Output.WriteLine(plan.ToJson());
        else
            PlanPicture.Write(terminal.Screen, plan);
        if (plan.Fits)
            return ExitCode.Done;
        terminal.WriteError(string.Join(' ', plan.Reasons));
        return ExitCode.Failed;
    }

    private static MachineDescription FindMachine(string name) => name.Equals(ThisMachine, StringComparison.OrdinalIgnoreCase)
        ? MachineDescription.Detect(new EngineOptions())
        : KnownMachines.Find(name);

    private static MemoryPlanRequest ReadRequest(ParseResult parsed) => new()
    {
        ContextLength = parsed.GetValue(Context),
        Sequences = parsed.GetValue(Sequences),
        Profile = parsed.GetValue(Profile),
    };
}
