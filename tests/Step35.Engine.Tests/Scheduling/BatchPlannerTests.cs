using CsCheck;
using Step35.Engine.Caching;
using Step35.Engine.Decoding;
using Step35.Engine.Drafting;
using Step35.Engine.Generation;
using Step35.Engine.Scheduling;
using Step35.Engine.Tokenization;
using Step35.TestModels.Scripted;

namespace Step35.Engine.Tests.Scheduling;

public class BatchPlannerTests
{
    private const int BatchTokens = 512;
    private const int SliceTokens = 128;
    private const int MicroBatchTokens = 96;

    [Fact]
    public void Plan_LongPromptBesideWriters_KeepsEachWriterWriting()
    {
        var scene = new Scene(NewBackend(BatchTokens), SliceTokens);
        scene.StartWriters(3);
        var prompt = scene.Admit(promptTokens: 3_000);
        var steps = 0;
        for (; prompt.IsReadingPrompt; steps++)
        {
            var before = prompt.UncomputedTokens;
            Assert.Equal([1, 1, 1, Math.Min(SliceTokens, before)], scene.Step());
        }

        Assert.Equal((3_000 + SliceTokens - 1) / SliceTokens, steps);
    }

    [Fact]
    public void Plan_NobodyWrites_FillsTheBatchWithPrompts()
    {
        var scene = new Scene(NewBackend(BatchTokens), SliceTokens);
        scene.Admit(promptTokens: 3_000);
        scene.Admit(promptTokens: 3_000);
        Assert.Equal(BatchTokens, scene.Step().Sum());
    }

    [Fact]
    public void Plan_OnePromptAlone_GetsHalfTheBatch()
    {
        var scene = new Scene(NewBackend(BatchTokens), SliceTokens);
        scene.Admit(promptTokens: 3_000);
        Assert.Equal([BatchTokens / 2], scene.Step());
    }

    [Fact]
    public void Plan_ShortPromptsBesideWriters_AreReadTogether()
    {
        var scene = new Scene(NewBackend(BatchTokens), SliceTokens);
        scene.StartWriters(3);
        for (var reader = 0; reader < 3; reader++)
            scene.Admit(promptTokens: 100);
        Assert.Equal([1, 1, 1, 100, 100, 100], scene.Step());
    }

    [Fact]
    public void Plan_WriterWhoseCallerDoesNotRead_CountsAsNone()
    {
        var scene = new Scene(NewBackend(BatchTokens), SliceTokens);
        var writer = scene.Admit(promptTokens: 1);
        scene.Step();
        while (!writer.Pending.IsBufferFull)
            writer.Pending.Publish(new GenerationUpdate(new TokenId('a'), "a", Summary: null));
        scene.Admit(promptTokens: 3_000);
        Assert.Equal([0, BatchTokens / 2], scene.Step());
    }

    [Fact]
    public void Plan_ShortPromptsKeepComing_TheOldestStillEnds()
    {
        var scene = new Scene(NewBackend(BatchTokens), SliceTokens);
        scene.StartWriters(1);
        var oldest = scene.Admit(promptTokens: 3_000);
        var steps = 0;
        for (; oldest.IsReadingPrompt; steps++)
        {
            for (var shorter = 0; shorter < 4; shorter++)
                scene.Admit(promptTokens: SliceTokens - 1);
            scene.Step();
            scene.KeepWriters(1);
        }

        Assert.Equal((3_000 + SliceTokens - 1) / SliceTokens, steps);
    }

    [Fact]
    public void Plan_WriterWithGuesses_LeavesPromptsTheirSlices()
    {
        var scene = new Scene(NewBackend(BatchTokens), SliceTokens) { GuessedTokens = _ => 3 };
        scene.StartWriters(1);
        scene.Admit(promptTokens: 3_000);
        scene.Admit(promptTokens: 3_000);
        Assert.Equal(4 + (2 * SliceTokens), scene.Step().Sum());
    }

    [Fact]
    public void Plan_CallerCatchesUpWithinAStep_WritesInTheNextOne()
    {
        var scene = new Scene(NewBackend(BatchTokens), SliceTokens);
        var writer = scene.Admit(promptTokens: 1);
        scene.Step();
        while (!writer.Pending.IsBufferFull)
            writer.Pending.Publish(new GenerationUpdate(new TokenId('a'), "a", Summary: null));
        writer.MeasurePause();
        while (writer.Pending.TryRead(out _))
        {
        }

        Assert.Equal(0, writer.GrantNextTokens());
        writer.MeasurePause();
        Assert.Equal(1, writer.GrantNextTokens());
    }

    [Fact]
    public void Plan_RandomGuesses_LaysTheRowsOutAsTheCoreComputesThem() =>
        Gen.Select(Gen.Int[0, 3].Array[6], Gen.Int[1, 40].Array[6], Gen.Bool.Array[6]).Sample((guesses, prompts, leaves) =>
        {
            var scene = new Scene(NewBackend(BatchTokens), SliceTokens) { GuessedTokens = sequence => guesses[sequence.Resident.Id.Value] };
            foreach (var prompt in prompts)
                scene.Admit(prompt);
            scene.Step();
            scene.Running.RemoveAll(sequence => leaves[sequence.Resident.Id.Value]);
            Assert.Equal(scene.Running.Select(sequence => 1 + guesses[sequence.Resident.Id.Value]), scene.Step());
        });

    [Fact]
    public void Plan_RandomScenes_KeepTheRules() =>
        Gen.Select(Gen.Int[16, 64], Gen.Int[1, 80], Gen.Int[1, 200].Array[1, 8].Array[1, 6]).Sample((batch, slice, arrivals) =>
        {
            var scene = new Scene(NewBackend(batch), slice);
            foreach (var prompts in arrivals)
            {
                scene.KeepWriters(4);
                foreach (var prompt in prompts.Take(16 - scene.Running.Count))
                    scene.Admit(prompt);
                CheckStep(scene, batch, slice);
            }
        });

    private static void CheckStep(Scene scene, int batch, int slice)
    {
        var sequences = scene.Running.Select(sequence => (sequence.Admission, IsReading: sequence.IsReadingPrompt, Unread: sequence.UncomputedTokens)).ToList();
        var shares = sequences.Zip(scene.Step(), (sequence, rows) => (sequence.Admission, sequence.IsReading, sequence.Unread, Rows: rows)).ToList();
        var writers = shares.Where(share => !share.IsReading).ToList();
        var readers = shares.Where(share => share.IsReading).OrderBy(share => share.Admission).ToList();
        var room = batch - writers.Count;
        var limit = writers.Count == 0 ? (batch + 1) / 2 : slice;

        Assert.All(writers, writer => Assert.Equal(1, writer.Rows));
        Assert.Equal(Math.Min(room, readers.Sum(reader => Math.Min(limit, reader.Unread))), readers.Sum(reader => reader.Rows));
        if (readers.Count == 0)
            return;
        Assert.All(readers, reader => Assert.InRange(reader.Rows, 0, Math.Min(limit, reader.Unread)));
        Assert.InRange(readers[0].Rows, Math.Min(Math.Min(limit, readers[0].Unread), (room + 1) / 2), readers[0].Unread);
        foreach (var longer in readers.Skip(1).Where(reader => reader.Rows > 0))
            Assert.All(readers.Where(reader => reader.Unread < longer.Unread), shorter => Assert.Equal(Math.Min(limit, shorter.Unread), shorter.Rows));
    }

    // The core takes, of the sequences with ids in a row, as many rows of each as the one with the fewest has left.
    private static IEnumerable<DecoderBatchRow> OrderAsTheCore(IReadOnlyList<DecoderBatchRow> rows)
    {
        var left = rows.GroupBy(row => row.Sequence.Value).ToDictionary(group => group.Key, group => new Queue<DecoderBatchRow>(group));
        while (left.Values.Any(queue => queue.Count > 0))
        {
            var first = rows.First(row => left[row.Sequence.Value].Contains(row)).Sequence.Value;
            var group = Enumerable.Range(first, left.Count).TakeWhile(id => left.TryGetValue(id, out var queue) && queue.Count > 0).ToList();
            var together = Math.Min(group.Min(id => left[id].Count), MicroBatchTokens / group.Count);
            foreach (var queue in group.Select(id => left[id]))
                for (var taken = 0; taken < together; taken++)
                    yield return queue.Dequeue();
        }
    }

    private static ScriptedBackend NewBackend(int batchTokens) => new(_ => new TokenId('a')) { MaxBatchTokens = batchTokens };

    /// <summary>What the planner sees of a scheduler: sequences that are admitted, run step by step and released.</summary>
    private sealed class Scene(ScriptedBackend backend, int sliceTokens)
    {
        private readonly DecoderBatch _batch = new(backend.MaxBatchTokens);
        private readonly BatchPlanner _planner = new(sliceTokens, MicroBatchTokens);
        private int _admissions;

        public List<RunningSequence> Running { get; } = [];

        public RunningSequence Admit(int promptTokens)
        {
            var request = new GenerationRequest { Prompt = ByteVocabulary.Parse(new string('p', promptTokens)) };
            var pending = UnheardRequest.Post(request);
            var resident = new ResidentSequence(new SequenceId(_admissions), backend);
            resident.GoBackTo(pending.Prompt);
            var draft = new Draft(resident, fixedLength: null, DraftAcceptance.OfEngine(maxTokens: 8));
            var setting = new SequenceSetting(_admissions++, draft, TakesCheckpoints: false, new ByteVocabulary(), TimeProvider.System);
            Running.Add(new RunningSequence(pending, resident, backend, setting));
            return Running[^1];
        }

        /// <summary>Admits sequences that write from the next step on.</summary>
        public void StartWriters(int count)
        {
            for (var writer = 0; writer < count; writer++)
                Admit(promptTokens: 1);
            Step();
        }

        /// <summary>Runs a step and tells the rows of each sequence.</summary>
        public int[] Step()
        {
            Running.ForEach(sequence => sequence.MeasurePause());
            foreach (var writer in Running.Where(sequence => !sequence.IsReadingPrompt))
                Guess(writer);
            _batch.Clear();
            _planner.Plan(Running, _batch);
            Assert.Equal(OrderAsTheCore(_batch.Rows.ToArray()), _batch.Rows.ToArray());
            var rows = _batch.Rows.ToArray().CountBy(row => row.Sequence).ToDictionary();
            int[] shares = [.. Running.Select(sequence => rows.GetValueOrDefault(sequence.Resident.Id))];
            backend.Decode(_batch);
            foreach (var sequence in Running)
                sequence.Accept();
            return shares;
        }

        /// <summary>Gets or sets how many tokens are guessed for a sequence.</summary>
        public Func<RunningSequence, int> GuessedTokens { get; set; } = _ => 0;

        /// <summary>Releases all that write but the first few.</summary>
        public void KeepWriters(int count)
        {
            var leaving = Running.Where(sequence => !sequence.IsReadingPrompt).Skip(count).ToList();
            Running.RemoveAll(leaving.Contains);
        }

        private void Guess(RunningSequence writer)
        {
            writer.Draft.Begin(limit: 8);
            for (var count = GuessedTokens(writer); count > 0; count--)
                writer.Draft.Add(new TokenId('b'));
        }
    }
}
