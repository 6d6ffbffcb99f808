using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WebChat.ModelTests;

/// <summary>Takes the pictures in docs/images; eng/pictures.sh runs it.</summary>
public sealed class PicturesTests(ChatBrowser browser) : IClassFixture<ChatBrowser>
{
    [Fact(Explicit = true)]
    public async Task Pictures_OfAConversation_AreTaken()
    {
        var page = await browser.OpenAsync(options: new() { ViewportSize = new() { Width = 1100, Height = 720 }, DeviceScaleFactor = 1.5f });
        foreach (var question in (string[])["Calculate (17 + 4) * 2.", "What time is it in Tokyo?", "What is the weather in Oslo?"])
        {
            await page.GotoAsync("/");
            await page.AskAsync(question);
            if (question.Contains("weather", StringComparison.Ordinal))
                await page.Button("Allow").ClickAsync();
            await page.ExpectAnsweredAsync();
        }

        await page.Locator(".reasoning summary").First.ClickAsync();
        await page.AskAsync("Save buy milk in list.txt.");
        await Expect(page.Button("Allow")).ToBeVisibleAsync();
        await page.Mouse.MoveAsync(0, 0);
        await TakeAsync(page, "light");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await TakeAsync(page, "dark");

        var phone = await browser.OpenAsync(options: new() { ViewportSize = new() { Width = 390, Height = 760 }, DeviceScaleFactor = 2 });
        await phone.GotoAsync(page.Url);
        await Expect(phone.Button("Allow")).ToBeVisibleAsync();
        await TakeAsync(phone, "phone");
    }

    private static async Task TakeAsync(IPage page, string name) => await page.ScreenshotAsync(new()
    {
        Path = Path.Combine(Repository(), "docs", "images", $"webchat-{name}.png"),
        Animations = ScreenshotAnimations.Disabled,
        Caret = ScreenshotCaret.Hide,
    });

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Step35.SK.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run it from inside the repository.");
        return folder;
    }
}
