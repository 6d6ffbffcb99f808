using Step35.Engine.Generation;
using Step35.Engine.Scheduling;
using Step35.Engine.Tokenization;

namespace Step35.Engine.ModelTests.Soak;

/// <summary>A caller that behaves as callers do in a bad week.</summary>
/// <param name="setting">What all callers share.</param>
/// <param name="number">Which caller it is; decides its chances.</param>
internal sealed class SoakCaller(SoakSetting setting, int number)
{
    private const int FloodRequests = 20;

    private readonly Random _random = new(setting.Seed + number);

    /// <summary>Sends one request after the other until the end.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
            await ActAsync(end);
    }

    /// <summary>Sends one request as a caller should.</summary>
    public Task AskAsync() => ReadAsync(NextRequest());

    private Task ActAsync(CancellationToken end) => _random.Next(100) switch
    {
        < 40 => AskAsync(),
        < 55 => CancelAsync(NextRequest(), afterTokens: _random.Next(0, 30)),
        < 65 => LeaveAsync(NextRequest(), afterTokens: _random.Next(0, 30)),
        < 72 => VanishAsync(NextRequest(), afterUpdates: _random.Next(1, 10)),
        < 80 => StallAsync(end),
        < 85 => OverflowAsync(),
        < 90 => Task.WhenAll(Enumerable.Range(0, FloodRequests).Select(_ => AskAsync())),
        _ => SendRubbishAsync(),
    };

    private Task ReadAsync(GenerationRequest request) => setting.Ledger.RunAsync("completed", IsRefusal, async () =>
    {
        List<TokenId> tokens = [];
        await foreach (var update in setting.Engine.GenerateAsync(request, setting.Deadline))
            if (update.Token is { } token)
                tokens.Add(token);
        setting.Fresh.Check(request.Prompt, tokens);
    });

    private Task CancelAsync(GenerationRequest request, int afterTokens) => setting.Ledger.RunAsync("ended before it was cancelled", MayCancel, async () =>
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(setting.Deadline);
        var reading = ReadAsync();
        if (afterTokens == 0)
            await source.CancelAsync();
        await reading;

        async Task ReadAsync()
        {
            List<TokenId> tokens = [];
            await foreach (var update in setting.Engine.GenerateAsync(request, source.Token))
            {
                if (update.Token is { } token)
                    tokens.Add(token);
                setting.Fresh.Check(request.Prompt, tokens, isWhole: false);
                if (tokens.Count == afterTokens)
                    await source.CancelAsync();
            }
        }
    });

    private Task LeaveAsync(GenerationRequest request, int afterTokens) => setting.Ledger.RunAsync("left", IsRefusal, async () =>
    {
        var count = 0;
        await foreach (var _ in setting.Engine.GenerateAsync(request, setting.Deadline))
            if (++count > afterTokens)
                break;
    });

    // An answer that does not end by itself and no token of cancellation: nothing but the stall time-out ends such a request.
    private Task VanishAsync(GenerationRequest request, int afterUpdates) => setting.Ledger.RunAsync("vanished", IsRefusal, async () =>
    {
        var endless = request with { BannedTokens = [setting.EndOfTurn] };
        var reader = setting.Engine.GenerateAsync(endless, CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        for (var update = 0; update < afterUpdates; update++)
            Assert.True(await reader.MoveNextAsync().AsTask().WaitAsync(setting.Deadline));
    });

    private async Task StallAsync(CancellationToken end)
    {
        // One sequence stays for the others, whose requests the stalled ones wait for.
        if (!setting.Stalls.Wait(0, CancellationToken.None))
            return;
        try
        {
            await StallAsync(NextRequest() with { Prompt = setting.LongestAnswered.Tokens, BranchPoints = [] }, end);
        }
        finally
        {
            setting.Stalls.Release();
        }
    }

    private Task StallAsync(GenerationRequest request, CancellationToken end) => setting.Ledger.RunAsync("completed", IsRefusal, async () =>
    {
        List<TokenId> tokens = [];
        await foreach (var update in setting.Engine.GenerateAsync(request, setting.Deadline))
        {
            if (update.Token is { } token)
                tokens.Add(token);
            for (var ends = _random.Next(20); tokens.Count == 1 && ends > 0 && !end.IsCancellationRequested; ends--)
                await Task.WhenAny(setting.Ledger.NextEnd, Task.Delay(Timeout.Infinite, end));
        }

        setting.Fresh.Check(request.Prompt, tokens);
    });

    private Task OverflowAsync()
    {
        var request = NextRequest();
        var tooLong = Enumerable.Repeat(request.Prompt[0], setting.Engine.Model.ContextLength + _random.Next(3)).ToArray();
        return setting.Ledger.RunAsync(outcome: null, static error => error is ContextFullException, () => DrainAsync(request with { Prompt = tooLong }));
    }

    private Task SendRubbishAsync()
    {
        var good = NextRequest();
        var size = setting.Engine.Tokenizer.VocabularySize;
        GenerationRequest[] rubbish =
        [
            good with { Prompt = [] },
            good with { Prompt = [.. good.Prompt, new TokenId(-1)] },
            good with { Prompt = [.. good.Prompt, new TokenId(size)] },
            good with { Prompt = [new TokenId(int.MaxValue)] },
            good with { BranchPoints = [good.Prompt.Count + 1] },
            good with { BranchPoints = [5, 4] },
            good with { MaxTokens = _random.Next(int.MinValue, 1) },
            good with { StopSequences = ["stop", ""] },
            good with { BannedTokens = [new TokenId(size)] },
            good with { BannedTokens = [.. Enumerable.Range(0, size).Select(id => new TokenId(id))] },
            good with { Sampling = new SamplingOptions { Temperature = float.NaN } },
            good with { Sampling = new SamplingOptions { TopK = -1 } },
            good with { Sampling = new SamplingOptions { RepetitionPenalty = float.PositiveInfinity } },
        ];
        var request = rubbish[_random.Next(rubbish.Length)];
        return setting.Ledger.RunAsync(outcome: null, static error => error is ArgumentException, () => DrainAsync(request));
    }

    private async Task DrainAsync(GenerationRequest request)
    {
        await foreach (var _ in setting.Engine.GenerateAsync(request, setting.Deadline))
        {
        }
    }

    private GenerationRequest NextRequest()
    {
        var prompt = setting.Prompts[_random.Next(setting.Prompts.Count)];
        return new GenerationRequest
        {
            Prompt = prompt.Tokens,
            BranchPoints = _random.Next(4) == 0 ? [] : prompt.BranchPoints,
            Caller = _random.Next(3) == 0 ? null : $"caller {number}",
            Sampling = new SamplingOptions { Temperature = 0 },
            MaxTokens = SoakSetting.AnswerTokens,
        };
    }

    private static bool IsRefusal(Exception error) => error is EngineOverloadedException or QueueTimeoutException or ReaderStalledException;

    private static bool MayCancel(Exception error) => error is OperationCanceledException || IsRefusal(error);
}
