using CsCheck;
using Microsoft.Extensions.AI;
using Step35.AI.Overflow;
using Step35.AI.Prompting;
using Step35.AI.Tests.Prompting;
using Step35.Engine;
using Step35.Engine.Scheduling;
using Step35.Engine.Tokenization;
using Step35.TestModels.Scripted;

namespace Step35.AI.Tests.Overflow;

public sealed class TurnDropperTests
{
    private static readonly ChatMessage System = new(ChatRole.System, "Be brief.");

    // Real prompts begin turns with questions, and hold rounds of calls, system messages and greetings in odd places.
    private static readonly Gen<ChatMessage> AnyMessage = Gen.Int[0, 9].Select(Gen.String[0, 40], (kind, text) => kind switch
    {
        < 4 => new ChatMessage(ChatRole.User, text),
        < 7 => new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("Hm."), new TextContent(text)]),
        7 => new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("1", "look"), new FunctionCallContent("2", "look")]),
        8 => new ChatMessage(ChatRole.Tool, [new FunctionResultContent("1", text), new FunctionResultContent("2", text)]),
        _ => new ChatMessage(ChatRole.System, text),
    });

    [Fact]
    public async Task Fit_AnyConversation_IsThePromptOfWhatStays()
    {
        var openings = new[] { [], new[] { new PromptSegment("<tool_call>\n", IsTemplate: true) } };
        foreach (var context in new[] { 200, 500, 1200 })
        {
            await using var engine = NewEngine(context);
            Gen.Select(AnyMessage.Array[1, 24], Gen.OneOf(openings), Gen.Int[1, context].Nullable()).Sample(
                (messages, opening, maxOutput) => AssertFits(engine, PromptText.Request(messages) with { Opening = opening }, maxOutput),
                iter: 100,
                threads: 1);
        }
    }

    [Fact]
    public async Task Fit_OldTurnWithARoundOfCalls_GoesAsAWholeButForItsSystemMessage()
    {
        await using var engine = NewEngine(400);
        ChatMessage[] messages =
        [
            System,
            new(ChatRole.User, "Look!"),
            new(ChatRole.Assistant, [new FunctionCallContent("1", "look")]),
            new(ChatRole.Tool, [new FunctionResultContent("1", "seen"), new FunctionResultContent("2", "more")]),
            new(ChatRole.System, "Stay brief."),
            new(ChatRole.System, "noise") { AuthorName = "observation" },
            new(ChatRole.User, "<tool_response>late</tool_response>"),
            new(ChatRole.Assistant, new string('x', 200)),
            new(ChatRole.User, "And now?"),
        ];

        var prompt = TurnDropper.Fit(engine, PromptText.Request(messages), maxOutputTokens: null);

        Assert.Equal(
            "<bos><|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>system\nStay brief.<|im_end|>\n<|im_start|>user\nAnd now?<|im_end|>\n"
            + PromptText.AnswerStart,
            engine.Tokenizer.Decode(prompt.Encoded.Tokens, special: true));
        Assert.Equal(6, prompt.DroppedMessages);
    }

    [Theory]
    [InlineData(null, 100)]
    [InlineData(60, 60)]
    [InlineData(4000, 200)]
    public async Task Fit_RoomOfTheAnswer_IsLeftFree(int? maxOutputTokens, int room)
    {
        var messages = Turns(2);
        var length = Encode(messages).Tokens.Count;
        messages[0] = new ChatMessage(ChatRole.User, messages[0].Text + new string('x', 400 - room - length));
        await using var engine = NewEngine(400);

        var fitting = TurnDropper.Fit(engine, PromptText.Request(messages), maxOutputTokens);
        messages[0] = new ChatMessage(ChatRole.User, messages[0].Text + "x");
        var tooLong = TurnDropper.Fit(engine, PromptText.Request(messages), maxOutputTokens);

        Assert.Equal((0, 400 - room), (fitting.DroppedMessages, fitting.Encoded.Tokens.Count));
        Assert.Equal(2, tooLong.DroppedMessages);
    }

    [Fact]
    public async Task Fit_LongContext_LeavesRoomForAThousandTokensOrSo()
    {
        await using var engine = NewEngine(50_000);
        var messages = Turns(2);
        messages[0] = new ChatMessage(ChatRole.User, new string('x', 50_000 - 1024 - Encode(messages).Tokens.Count + messages[0].Text.Length));

        Assert.Equal(50_000 - 1024, TurnDropper.Fit(engine, PromptText.Request(messages), maxOutputTokens: null).Encoded.Tokens.Count);
    }

    [Fact]
    public async Task Fit_GrowingConversation_SeldomChangesItsBeginning()
    {
        await using var engine = NewEngine(1600);
        var firsts = new List<int>();
        for (var count = 1; count <= 230; count++)
            firsts.Add(TurnDropper.Fit(engine, PromptText.Request(Turns(count)), maxOutputTokens: null).DroppedMessages / 2);

        var fitting = firsts.TakeWhile(first => first == 0).Count();
        var changes = firsts.Zip(firsts.Skip(1)).Count(pair => pair.First != pair.Second);
        // About 30 turns fit. A first turn that is dropped only when it must be would change 200 times.
        Assert.InRange(fitting, 25, 35);
        Assert.InRange(changes, 10, 40);
        Assert.Equal(firsts.Order(), firsts);
    }

    [Fact]
    public async Task Fit_TwoThousandTurns_TokenizesNoMoreThanTheContextHolds()
    {
        var vocabulary = new CountingVocabulary();
        await using var engine = NewEngine(4000, vocabulary);
        var messages = Turns(2000);
        vocabulary.Bytes = 0;

        var prompt = TurnDropper.Fit(engine, PromptText.Request(messages), maxOutputTokens: null);

        Assert.InRange(prompt.DroppedMessages, 3840, 3900);
        Assert.InRange(vocabulary.Bytes, 1, 4000);
    }

    [Fact]
    public async Task Fit_OldTurnOfMegabytes_IsLeftOutUntokenized()
    {
        var vocabulary = new CountingVocabulary();
        await using var engine = NewEngine(4000, vocabulary);
        var messages = Turns(20);
        messages[2] = new ChatMessage(ChatRole.User, new string('x', 10_000_000));
        vocabulary.Bytes = 0;

        var prompt = TurnDropper.Fit(engine, PromptText.Request(messages), maxOutputTokens: null);

        Assert.InRange(prompt.DroppedMessages, 4, 12);
        Assert.InRange(vocabulary.Bytes, 1, 4000);
    }

    [Fact]
    public async Task Fit_NothingLeftToLeaveOut_GivesTheAnswerWhatRoomThereIs()
    {
        await using var engine = NewEngine(400);
        ChatMessage[] messages = [.. Turns(3), new(ChatRole.User, new string('x', 320))];

        var prompt = TurnDropper.Fit(engine, PromptText.Request(messages), maxOutputTokens: 300);

        Assert.Equal(6, prompt.DroppedMessages);
        Assert.InRange(prompt.Encoded.Tokens.Count, 320, 399);
    }

    [Fact]
    public async Task Fit_WhatMustStayIsPlainlyTooLong_IsRefusedUntokenized()
    {
        var vocabulary = new CountingVocabulary();
        await using var engine = NewEngine(400, vocabulary);
        vocabulary.Bytes = 0;
        var prompts = new[]
        {
            [.. Turns(3), new ChatMessage(ChatRole.User, new string('x', 100_000))],
            Enumerable.Repeat(System, 100_000).Append(new ChatMessage(ChatRole.User, "Hi.")).ToArray(),
        };

        foreach (var messages in prompts)
        {
            var error = Assert.Throws<ContextFullException>(() => TurnDropper.Fit(engine, PromptText.Request(messages), maxOutputTokens: null));
            Assert.Equal(400, error.ContextLength);
            Assert.True(error.PromptTokens >= 400);
        }

        Assert.Equal(0, vocabulary.Bytes);
    }

    private static void AssertFits(Step35Engine engine, PromptRequest request, int? maxOutputTokens)
    {
        var context = engine.Model.ContextLength;
        var turns = PromptTurn.Split(request.Messages);
        var prompts = Enumerable.Range(0, Math.Max(turns.Count, 1)).Select(first => Without(engine, request, turns, first)).ToList();
        var room = context - Math.Min(maxOutputTokens ?? 1024, context / (maxOutputTokens is null ? 4 : 2));
        var fitting = prompts.FindIndex(prompt => prompt.Tokens.Count <= room) is >= 0 and var found ? found : prompts.Count - 1;

        var fitted = TurnDropper.Fit(engine, request, maxOutputTokens);

        // A turn of system messages alone leaves the same prompt without it; so the search begins where the choice does.
        var chosen = prompts.FindIndex(fitting, prompt => prompt.Tokens.SequenceEqual(fitted.Encoded.Tokens));
        Assert.InRange(chosen, fitting, fitting == 0 ? 0 : fitting + ((prompts.Count - 1 - fitting) / 4));
        Assert.Equal(prompts[chosen].BranchPoints, fitted.Encoded.BranchPoints);
        Assert.Equal(
            turns.Take(chosen).SelectMany(turn => turn.Messages).Where(message => message.Role != PromptRole.System)
                .Select(message => message.SourceIndex).Distinct().Count(),
            fitted.DroppedMessages);
    }

    private static EncodedPrompt Without(Step35Engine engine, PromptRequest request, IReadOnlyList<PromptTurn> turns, int first)
    {
        var dropped = turns.Take(first).SelectMany(turn => turn.Messages).Where(message => message.Role != PromptRole.System).ToHashSet();
        var kept = request.Messages.Where(message => !dropped.Contains(message)).ToList();
        return engine.Tokenizer.EncodePrompt(PromptRenderer.Render(request with { Messages = kept }));
    }

    private static ChatMessage[] Turns(int count) =>
    [
        .. Enumerable.Range(0, count).SelectMany(turn => new ChatMessage[]
        {
            new(ChatRole.User, $"Question {turn}"),
            new(ChatRole.Assistant, $"{turn}{new string('!', turn % 11)}"),
        }),
    ];

    private static EncodedPrompt Encode(ChatMessage[] messages) =>
        new Tokenizer(new ByteVocabulary()).EncodePrompt(PromptRenderer.Render(PromptText.Request(messages)));

    private static Step35Engine NewEngine(int contextLength, IVocabulary? vocabulary = null) =>
        ScriptedEngine.Create(new ScriptedBackend(_ => default) { SequenceLength = contextLength }, vocabulary: vocabulary);

    private sealed class CountingVocabulary : IVocabulary
    {
        private readonly ByteVocabulary _inner = new();

        public int Bytes { get; set; }

        public int Count => _inner.Count;

        public TokenId? BeginningOfText => _inner.BeginningOfText;

        public IReadOnlyList<SpecialToken> SpecialTokens => _inner.SpecialTokens;

        public bool IsEndOfGeneration(TokenId token) => _inner.IsEndOfGeneration(token);

        public int Tokenize(ReadOnlySpan<byte> utf8, Span<TokenId> tokens)
        {
            Bytes += utf8.Length;
            return _inner.Tokenize(utf8, tokens);
        }

        public int GetPiece(TokenId token, Span<byte> destination, bool special) => _inner.GetPiece(token, destination, special);
    }
}
