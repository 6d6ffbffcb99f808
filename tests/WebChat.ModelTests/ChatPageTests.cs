using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WebChat.ModelTests;

public sealed partial class ChatPageTests(ChatBrowser browser) : IClassFixture<ChatBrowser>
{
    private const string Weather = "What is the weather in Oslo?";

    [Fact]
    public async Task Call_Allowed_StreamsUpToTheQuestionAndAnswersWithTheResult()
    {
        var page = await browser.OpenAsync();
        await page.AskAsync(Weather);
        // The answer is under way, and what there is of it can be seen.
        await Expect(page.Locator("[role=log][aria-busy=true] .call[data-state=asking]")).ToContainTextAsync("get_weather(city: Oslo)");
        await Expect(page.Locator(".reasoning")).ToBeVisibleAsync();
        await page.Button("Allow").ClickAsync();
        await page.ExpectAnsweredAsync();
        await Expect(page.Call("done")).ToHaveCountAsync(1);
        await Expect(page.Locator(".answer")).ToContainTextAsync("17");
        await Expect(page.Locator(".answer")).ToContainTextAsync("rainy");
        await Expect(page.Locator(".figures").Last).ToContainTextAsync("tokens/s");
    }

    [Fact]
    public async Task Call_Denied_DoesNotRun()
    {
        var page = await browser.OpenAsync();
        await page.AskAsync(Weather);
        await page.Button("Deny").ClickAsync();
        await page.ExpectAnsweredAsync();
        await Expect(page.Call("denied")).ToHaveCountAsync(1);
        await page.Locator(".call summary").ClickAsync();
        await Expect(page.Locator(".call pre")).ToContainTextAsync("Not run:");
    }

    [Fact]
    public async Task Answer_Stopped_KeepsWhatWasWritten()
    {
        // So many tokens, so little sense, so much room: it does not come to an end before it is stopped.
        const int Room = 100_000;
        using var folder = new TemporaryFolder();
        var rambler = TestModelWriter.Write(new TestModelShape { PaddingTokens = 20_000, ContextLength = Room }, folder.File("rambler.gguf"));
        var page = await OpenOwnAsync(folder, $"--Step35:ModelPath={rambler}", $"--Step35:ContextLength={Room}", "--Step35:Sampling:Temperature=10");
        await page.AskAsync("Tell me everything about Oslo.");
        var written = page.Locator(".turn").GetByText(LongText()).First;
        await Expect(written).ToBeAttachedAsync();
        await page.Button("Stop").ClickAsync();
        await page.ExpectAnsweredAsync();
        await Expect(written).ToBeAttachedAsync();
        await Expect(page.Button("Send")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Conversation_PageAndProgramStartedAgain_IsFoundInTheList()
    {
        using var folder = new TemporaryFolder();
        var page = await OpenOwnAsync(folder);
        await page.AskAsync(Weather);
        await page.Button("Allow").ClickAsync();
        await page.ExpectAnsweredAsync();
        var answer = await page.Locator(".answer").InnerTextAsync();
        await page.ReloadAsync();
        await Expect(page.Locator(".answer")).ToHaveTextAsync(answer);
        await page.CloseAsync();

        page = await OpenOwnAsync(folder);
        await page.GetByRole(AriaRole.Link, new() { Name = Weather }).ClickAsync();
        await Expect(page.Locator(".answer")).ToHaveTextAsync(answer);
        await page.Button($"Delete {Weather}").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = Weather })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Tabs_TwoAtOnce_GoTheirOwnWaysAndShareAConversation()
    {
        var first = await browser.OpenAsync();
        var second = await browser.OpenAsync();
        await first.AskAsync(Weather);
        await second.AskAsync("What is the weather in Paris?");
        await Expect(first.Call("asking")).ToContainTextAsync("Oslo");
        await Expect(second.Call("asking")).ToContainTextAsync("Paris");

        await second.GotoAsync(first.Url);
        await second.Button("Allow").ClickAsync();
        await first.ExpectAnsweredAsync();
        await second.ExpectAnsweredAsync();
        await Expect(second.Locator(".answer")).ToHaveTextAsync(await first.Locator(".answer").InnerTextAsync());
    }

    [Fact]
    public async Task Tabs_ConversationDeletedInOne_IsLeftByTheOtherWithItsText()
    {
        var first = await browser.OpenAsync();
        var second = await browser.OpenAsync();
        await first.AskAsync("Save tabs in tabs.txt.");
        await Expect(first).ToHaveURLAsync(ConversationAddress());
        await second.GotoAsync(first.Url);
        await second.GetByLabel("Message").FillAsync("And then?");
        await first.Locator("li:has([aria-current=page])").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(second.GetByRole(AriaRole.Heading, new() { Name = "What can I do for you?" })).ToBeVisibleAsync();
        await Expect(second.GetByLabel("Message")).ToHaveValueAsync("And then?");
    }

    [Fact]
    public async Task Welcome_ModelElsewhere_DoesNotSayThatItRunsHere()
    {
        const string Here = "The model runs on this machine.";
        var page = await browser.OpenAsync();
        await Expect(page.Locator(".welcome")).ToContainTextAsync(Here);
        using var folder = new TemporaryFolder();
        page = await OpenOwnAsync(folder, "--ConnectionStrings:step35=Endpoint=http://127.0.0.1:1;Model=step35");
        await Expect(page.Locator(".welcome")).ToBeVisibleAsync();
        await Expect(page.Locator(".welcome")).Not.ToContainTextAsync(Here);
    }

    [Fact]
    public async Task Phone_320Pixels_NeedsNoScrollingSidewards()
    {
        var page = await browser.OpenAsync(options: new() { ViewportSize = new() { Width = 320, Height = 640 } });
        await Expect(page.GetByLabel("Message")).ToBeVisibleAsync();
        Assert.Equal(0, await page.OverflowAsync());
        await page.AskAsync(Weather);
        await Expect(page.Button("Allow")).ToBeVisibleAsync();
        Assert.Equal(0, await page.OverflowAsync());
        await page.Button("Allow").ClickAsync();
        await page.ExpectAnsweredAsync();
        Assert.Equal(0, await page.OverflowAsync());

        await page.Button("Conversations").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New conversation" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What can I do for you?" })).ToBeVisibleAsync();
        await Expect(page.Locator("#conversations")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Keyboard_Alone_IsEnough()
    {
        var page = await browser.OpenAsync();
        await Expect(page.GetByLabel("Message")).ToBeVisibleAsync();
        await TabToAsync(page, page.GetByLabel("Message"), "Tab");
        await page.Keyboard.TypeAsync(Weather);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Button("Allow")).ToBeVisibleAsync();
        await TabToAsync(page, page.Button("Allow"), "Shift+Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.ExpectAnsweredAsync();
        await Expect(page.GetByLabel("Message")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1100)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task Accessibility_EveryState_HasNoSeriousProblem(ColorScheme colors, int width)
    {
        var page = await browser.OpenAsync(options: new() { ColorScheme = colors, ViewportSize = new() { Width = width, Height = 760 } });
        await Expect(page.GetByLabel("Message")).ToBeVisibleAsync();
        await CheckAsync(page);
        await page.AskAsync("Save buy milk in list.txt.");
        await Expect(page.Button("Allow")).ToBeVisibleAsync();
        await CheckAsync(page);
        await page.Button("Allow").ClickAsync();
        await page.ExpectAnsweredAsync();
        await CheckAsync(page);
    }

    [Fact]
    public async Task Theme_Switched_StaysAfterReloading()
    {
        var page = await browser.OpenAsync();
        await page.Button("Switch between light and dark").ClickAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    private static async Task CheckAsync(IPage page)
    {
        var problems = (await page.RunAxe()).Violations.Where(problem => problem.Impact is "serious" or "critical");
        Assert.Empty(problems.Select(problem => $"{problem.Id}: {problem.Help} {string.Join(", ", problem.Nodes.Select(node => node.Html))}"));
    }

    private static async Task TabToAsync(IPage page, ILocator target, string key)
    {
        const int MostStops = 40;
        for (var i = 0; i < MostStops && !await target.EvaluateAsync<bool>("element => element === document.activeElement"); i++)
            await page.Keyboard.PressAsync(key);
        await Expect(target).ToBeFocusedAsync();
    }

    private async Task<IPage> OpenOwnAsync(TemporaryFolder folder, params string[] arguments)
    {
        var page = await browser.OpenAsync();
        var chat = await ChatProcess.StartAsync(folder, arguments);
        page.Close += (_, _) => chat.Dispose();
        await page.GotoAsync(chat.Address);
        return page;
    }

    [GeneratedRegex("/c/")]
    private static partial Regex ConversationAddress();

    [GeneratedRegex(".{80}", RegexOptions.Singleline)]
    private static partial Regex LongText();
}
