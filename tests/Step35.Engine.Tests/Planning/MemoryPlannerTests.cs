using CsCheck;
using Step35.Engine.Planning;

namespace Step35.Engine.Tests.Planning;

public sealed class MemoryPlannerTests(FlashFile flash) : IClassFixture<FlashFile>
{
    private const long GiB = 1L << 30;

    private static readonly MachineDescription Large = new() { Name = "large", FreeBytes = 1024 * GiB, Cores = 64 };

    private static readonly Gen<MachineDescription> Machines =
        from main in Gen.Int[8, 256]
        from cards in Gen.Int[4, 100].Array[0, 4]
        select new MachineDescription
        {
            Name = "random",
            FreeBytes = main * GiB,
            Cores = 8,
            Devices = [.. cards.Select((size, i) => new MachineDevice($"GPU{i}", size * GiB))],
        };

    private static readonly Gen<MemoryPlanRequest> Requests =
        from profile in Gen.Enum<TuningProfile>()
        from context in Gen.OneOf(Gen.Const((int?)null), Gen.Int[256, 262_144].Select(length => (int?)length))
        from sequences in Gen.OneOf(Gen.Const((int?)null), Gen.Int[1, 8].Select(count => (int?)count))
        from type in Gen.OneOf(Gen.Const((KvCacheType?)null), Gen.Enum<KvCacheType>().Select(type => (KvCacheType?)type))
        select new MemoryPlanRequest { Profile = profile, ContextLength = context, Sequences = sequences, KeyCacheType = type, ValueCacheType = type };

    [Fact]
    public void Plan_AnyMachine_AccountsForEveryWeightAndKeepsWhatWasAsked() => Gen.Select(Machines, Requests).Sample(
        (machine, request) =>
        {
            var plan = Plan(machine, request);
            var weights = plan.Devices.SelectMany(device => device.Bytes).Where(part => part.Key <= MemoryClass.Mtp);
            Assert.Equal(flash.TrunkOnly.TensorBytes, weights.Sum(part => part.Value));
            Assert.Equal(46, plan.Devices.Sum(device => device.Layers));
            Assert.Equal(plan.Fits, plan.Devices.All(device => device.SpareBytes >= 0));
            Assert.Equal(request.ContextLength ?? plan.Settings.ContextLength, plan.Settings.ContextLength);
            Assert.Equal(request.Sequences ?? plan.Settings.Sequences, plan.Settings.Sequences);
            Assert.Equal(request.KeyCacheType ?? plan.Settings.KeyCacheType, plan.Settings.KeyCacheType);
            Assert.NotEmpty(plan.Reasons);
        },
        iter: 100,
        threads: 1);

    [Fact]
    public void Plan_Refused_NamesSettingsThatFit() => Gen.Select(Machines, Requests).Sample(
        (machine, request) =>
        {
            var plan = Plan(machine, request);
            Assert.True(!plan.Fits || plan.Alternatives.Count == 0);
            Assert.All(plan.Alternatives, alternative => Assert.True(Plan(machine, Fixed(alternative.Settings)).Fits));
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void Plan_MoreMainMemory_NeverFitsLess() => Machines.Sample(
        machine =>
        {
            var larger = machine with { FreeBytes = machine.FreeBytes + (16 * GiB) };
            Assert.True(!Plan(machine).Fits || Plan(larger).Fits);
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void Plan_TooLongAContext_NamesTheLongestThatFits()
    {
        var request = new MemoryPlanRequest { ContextLength = 262_144, Sequences = 4 };
        var plan = Plan(KnownMachines.Find("mac-studio-128"), request);
        Assert.False(plan.Fits);
        var longest = Assert.Single(plan.Alternatives, alternative => alternative.Change.StartsWith("ContextLength", StringComparison.Ordinal)).Settings;
        var longer = request with { ContextLength = longest.ContextLength + 1024 };
        Assert.False(Plan(KnownMachines.Find("mac-studio-128"), longer).Fits);
        Assert.Contains("It fits with ContextLength", new MemoryPlanException(plan).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_TooManySequences_NamesTheMostThatFit()
    {
        var machine = KnownMachines.Find("mac-studio-128");
        var request = new MemoryPlanRequest { ContextLength = 16_384, Sequences = 200 };
        var most = Assert.Single(
            Plan(machine, request).Alternatives, alternative => alternative.Change.StartsWith("MaxSequences", StringComparison.Ordinal)).Settings.Sequences;
        Assert.True(Plan(machine, request with { Sequences = most }).Fits);
        Assert.False(Plan(machine, request with { Sequences = most + 1 }).Fits);
    }

    [Fact]
    public void Plan_NothingFits_AsksForAnotherFile()
    {
        var plan = Plan(new MachineDescription { Name = "laptop", FreeBytes = 16 * GiB, Cores = 8 });
        Assert.False(plan.Fits);
        Assert.Empty(plan.Alternatives);
        Assert.Contains("fewer bits a weight", plan.Reasons[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_SmallGpu_ComputesLayersOnTheProcessor()
    {
        var machine = new MachineDescription { Name = "small", FreeBytes = 128 * GiB, Cores = 16, Devices = [new("GPU0", 5 * GiB)] };
        var plan = Plan(machine);
        Assert.True(plan.Fits);
        Assert.Equal(42, plan.Settings.CpuExpertLayers);
        Assert.Equal(plan.Settings.GpuLayers < 0 ? 46 : plan.Settings.GpuLayers, plan.Devices[0].Layers);
    }

    [Fact]
    public void Find_UnknownMachine_NamesTheKnownOnes()
    {
        var error = Assert.Throws<ArgumentException>(() => KnownMachines.Find("toaster"));
        Assert.All(KnownMachines.All, machine => Assert.Contains(machine.Name, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_SmallMicroBatchForManySequences_LeavesATokenToEach()
    {
        var plan = Plan(Large, new MemoryPlanRequest { Profile = TuningProfile.MaxSpeed, MicroBatchTokens = 64, Sequences = 128 });

        Assert.Equal((64, 128), (plan.Settings.MicroBatchTokens, plan.Settings.BatchTokens));
    }

    [Fact]
    public void Plan_ManyAgentsInSmallSteps_RunsNoMoreThanAStepHolds() =>
        Assert.Equal(4, Plan(Large, new MemoryPlanRequest { Profile = TuningProfile.ManyAgents, BatchTokens = 5 }).Settings.Sequences);

    [Fact]
    public void Create_ImpossibleRequest_NamesWhatIsWrong() => Assert.All(
        new (string Name, MemoryPlanRequest Request)[]
        {
            ("ContextLength", new() { ContextLength = 0 }),
            ("Sequences", new() { Sequences = 0 }),
            ("MicroBatchTokens", new() { MicroBatchTokens = 0 }),
            ("BatchTokens", new() { BatchTokens = 0 }),
            ("BatchTokens", new() { BatchTokens = 3, Sequences = 4 }),
            ("DraftTokens", new() { DraftTokens = -1 }),
            ("GpuLayers", new() { GpuLayers = -2 }),
            ("CpuExpertLayers", new() { CpuExpertLayers = -1 }),
            ("AdapterBytes", new() { AdapterBytes = -1 }),
            ("CheckpointBytes", new() { CheckpointBytes = -1 }),
            ("PrefixStoreBytes", new() { PrefixStoreBytes = -1 }),
            ("TensorSplit", new() { TensorSplit = null! }),
            ("TensorSplit", new() { TensorSplit = [0, 0] }),
            ("TensorSplit", new() { TensorSplit = [1, -1] }),
            ("TensorSplit", new() { TensorSplit = [1, float.NaN] }),
            ("TensorSplit", new() { TensorSplit = [1, float.PositiveInfinity] }),
        },
        wrong => Assert.Equal(wrong.Name, Assert.ThrowsAny<ArgumentException>(() => MemoryPlan.Create(flash.TrunkOnly, Large, wrong.Request)).ParamName));

    private MemoryPlan Plan(MachineDescription machine, MemoryPlanRequest? request = null) =>
        new MemoryPlanner(flash.Model, machine).Plan(request ?? new MemoryPlanRequest());

    private static MemoryPlanRequest Fixed(PlanSettings settings) => new()
    {
        ContextLength = settings.ContextLength,
        Sequences = settings.Sequences,
        BatchTokens = settings.BatchTokens,
        MicroBatchTokens = settings.MicroBatchTokens,
        KeyCacheType = settings.KeyCacheType,
        ValueCacheType = settings.ValueCacheType,
        UseMtp = settings.UseMtp,
        GpuLayers = settings.GpuLayers,
        CpuExpertLayers = settings.CpuExpertLayers,
        CheckpointBytes = settings.CheckpointBytes,
        PrefixStoreBytes = settings.PrefixStoreBytes,
    };
}
