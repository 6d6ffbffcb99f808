using Microsoft.Playwright;

namespace WebChat.ModelTests;

/// <summary>Chromium, and a running program for it to look at.</summary>
public sealed class ChatBrowser : IAsyncLifetime
{
    private const int PatienceMilliseconds = 90_000;

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run", "--disable-sync"];

    private readonly TemporaryFolder _folder = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private ListeningProcess? _chat;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Find() is not { } program)
            return;
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Arguments });
        _chat = await ChatProcess.StartAsync(_folder);
    }

    /// <summary>Opens a page for a visitor of its own.</summary>
    /// <param name="address">The program; null for the shared one.</param>
    /// <param name="options">How the visitor looks at it.</param>
    public async Task<IPage> OpenAsync(string? address = null, BrowserNewPageOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, Chromium.Missing);
        options ??= new() { ViewportSize = new() { Width = 1100, Height = 760 } };
        options.BaseURL = address ?? _chat!.Address;
        var page = await _browser.NewPageAsync(options);
        page.SetDefaultTimeout(PatienceMilliseconds);
        await page.GotoAsync("/");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _chat?.Dispose();
        _folder.Dispose();
    }
}
