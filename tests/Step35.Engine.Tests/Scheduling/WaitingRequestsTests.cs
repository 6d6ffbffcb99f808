using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Step35.Engine.Generation;
using Step35.Engine.Scheduling;
using Step35.TestModels.Scripted;

namespace Step35.Engine.Tests.Scheduling;

public class WaitingRequestsTests
{
    private static readonly TimeSpan QueueTimeout = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly WaitingRequests _waiting;

    public WaitingRequestsTests() => _waiting = NewQueue(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Take_OneCallerFloods_TheyTakeTurns()
    {
        Post(_waiting, "flood", "flood", "flood", "flood", "flood", "other", "other", null);
        Assert.Equal(["flood", "other", null, "flood", "other", "flood", "flood", "flood"], TakeAll(_waiting));
    }

    [Fact]
    public void Take_NewCaller_WaitsForOneOfEachOtherAtMost()
    {
        Post(_waiting, "one", "one", "one", "two", "two", "two");
        Assert.Equal("one", _waiting.Take()?.Request.Caller);
        Post(_waiting, "new");
        Assert.Equal(["two", "one", "new", "two", "one", "two"], TakeAll(_waiting));
    }

    [Fact]
    public void Take_RandomCallers_ServesEachInOrderAndNobodyTwiceBeforeAnother() =>
        Gen.Int[0, 4].Array[1, 40].Sample(callers =>
        {
            var waiting = NewQueue(new FakeTimeProvider());
            var posted = callers.Select(caller => Post(waiting, $"{caller}")).ToList();
            List<PendingGeneration> taken = [];
            while (waiting.Take() is { } request)
                taken.Add(request);

            Assert.Equal(posted.Count, taken.Count);
            foreach (var own in posted.GroupBy(request => request.Request.Caller))
                Assert.Equal(own, taken.Where(request => request.Request.Caller == own.Key));

            // Who comes again must not come before one who waited all the time and has not come as often.
            for (var index = 0; index < taken.Count; index++)
            {
                var turns = taken.Take(index + 1).Count(request => request.Request.Caller == taken[index].Request.Caller);
                Assert.All(
                    taken.Skip(index + 1).Select(request => request.Request.Caller).Distinct(),
                    other => Assert.InRange(taken.Take(index + 1).Count(request => request.Request.Caller == other), turns - 1, turns));
            }
        });

    [Fact]
    public async Task Take_WaitedTooLong_IsRefusedAndTheNextIsTaken()
    {
        var late = Post(_waiting, "caller");
        _time.Advance(QueueTimeout - TimeSpan.FromTicks(1));
        var inTime = Post(_waiting, "caller");
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Same(inTime, _waiting.Take());
        Assert.Equal(0, _waiting.Count);
        var error = await Assert.ThrowsAsync<QueueTimeoutException>(async () => await late.WaitToReadAsync());
        Assert.Equal(QueueTimeout, error.Timeout);
    }

    [Fact]
    public async Task Cancel_WhileWaiting_EndsWithoutErrorAndMakesRoom()
    {
        var leaving = Post(_waiting, "caller");
        var staying = Post(_waiting, "caller");
        leaving.Cancel();
        Assert.Equal(1, _waiting.Count);
        Assert.False(await leaving.WaitToReadAsync());
        Assert.Same(staying, _waiting.Take());
    }

    [Fact]
    public void Cancel_NoLongerWaiting_ChangesNothing()
    {
        var taken = Post(_waiting, "caller");
        Assert.Same(taken, _waiting.Take());
        Post(_waiting, "caller");
        taken.Cancel();
        Assert.Equal(1, _waiting.Count);
    }

    [Fact]
    public void AddTakeAndRefresh_ManyWait_LookAtTheClockOnce()
    {
        var time = new CountingTimeProvider();
        var waiting = NewQueue(time);
        Post(waiting, "first");
        for (var caller = 0; caller < 50; caller++)
            AssertLooksOnce(() => Post(waiting, $"{caller}"));
        AssertLooksOnce(waiting.Refresh);
        for (var caller = 0; caller < 50; caller++)
            AssertLooksOnce(() => waiting.Take());

        void AssertLooksOnce(Action call)
        {
            var before = time.Looks;
            call();
            Assert.Equal(1, time.Looks - before);
        }
    }

    [Fact]
    public void Queue_RandomMoves_ServesWhomAPlainOneWould() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[0, 20]).Array[1, 80].Sample(moves =>
        {
            var time = new FakeTimeProvider();
            var waiting = NewQueue(time);
            var plain = new PlainQueue(QueueTimeout, time);
            List<PendingGeneration> posted = [];
            foreach (var (move, caller, amount) in moves)
            {
                // Who posts may be overtaken on the way: the time of posting is some seconds past.
                if (move < 5)
                    posted.Add(AddToBoth(waiting, plain, NewRequest($"{caller}", time.GetTimestamp() - TimeSpan.FromSeconds(amount).Ticks)));
                else if (move < 7)
                    Assert.Same(plain.Take(), waiting.Take());
                else if (move < 9 && posted.Count > 0)
                    posted[amount % posted.Count].Cancel();
                else
                    time.Advance(TimeSpan.FromSeconds(amount));
                plain.Refresh();
                waiting.Refresh();
                Assert.Equal(plain.Count, waiting.Count);
            }

            Assert.Equal(plain.Late.ToHashSet(), posted.Where(HasFailed).ToHashSet());
            Assert.Equal(plain.Count, waiting.Close().Count);
        });

    [Fact]
    public async Task Queue_NobodyLeavesInTime_EndsTheWaitAndTheRunningGoesOn()
    {
        var time = new FakeTimeProvider();
        var options = new EngineOptions { QueueTimeout = QueueTimeout, StallTimeout = Timeout.InfiniteTimeSpan };
        await using var engine = ScriptedEngine.Create(new ScriptedBackend(tokens => tokens[0]), options, time);
        await using var running = engine.GenerateAsync(new GenerationRequest { Prompt = ByteVocabulary.Parse("r") }, Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await running.MoveNextAsync());

        var waiting = engine.GenerateAsync(new GenerationRequest { Prompt = ByteVocabulary.Parse("w") }, Cancel).CountAsync(Cancel).AsTask();
        while (!waiting.IsCompleted)
        {
            time.Advance(QueueTimeout);
            await Task.Yield();
        }

        var error = await Assert.ThrowsAsync<QueueTimeoutException>(() => waiting);
        Assert.Equal(QueueTimeout, error.Timeout);
        for (var update = 0; update < 200; update++)
            Assert.True(await running.MoveNextAsync());
    }

    private static WaitingRequests NewQueue(TimeProvider time) => new(new EngineOptions { QueueTimeout = QueueTimeout }, time);

    private static PendingGeneration NewRequest(string? caller, long postedAt) =>
        UnheardRequest.Post(new GenerationRequest { Prompt = ByteVocabulary.Parse("p"), Caller = caller }, postedAt);

    private static PendingGeneration AddToBoth(WaitingRequests waiting, PlainQueue plain, PendingGeneration request)
    {
        waiting.Add(request);
        plain.Add(request);
        return request;
    }

    private static bool HasFailed(PendingGeneration request) => request.WaitToReadAsync().AsTask().IsFaulted;

    private PendingGeneration Post(WaitingRequests waiting, params ReadOnlySpan<string?> callers)
    {
        PendingGeneration? last = null;
        foreach (var caller in callers)
        {
            last = NewRequest(caller, _time.GetTimestamp());
            waiting.Add(last);
        }

        return last!;
    }

    private static List<string?> TakeAll(WaitingRequests waiting)
    {
        List<string?> callers = [];
        while (waiting.Take() is { } request)
            callers.Add(request.Request.Caller);
        return callers;
    }

    private sealed class CountingTimeProvider : TimeProvider
    {
        public int Looks { get; private set; }

        public override long GetTimestamp()
        {
            Looks++;
            return 0;
        }
    }
}
