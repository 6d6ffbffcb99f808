using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WebChat.ModelTests;

/// <summary>What people do on the page, found as they find it: by roles and labels.</summary>
internal static class ChatPageExtensions
{
    public static async Task AskAsync(this IPage page, string question)
    {
        await page.GetByLabel("Message").FillAsync(question);
        await page.Keyboard.PressAsync("Enter");
    }

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Call(this IPage page, string state) => page.Locator($".call[data-state={state}]");

    public static Task ExpectAnsweredAsync(this IPage page, int turns = 1) => Expect(page.Locator(".turn > .figures")).ToHaveCountAsync(turns);

    /// <summary>Tells how many pixels do not fit.</summary>
    public static Task<int> OverflowAsync(this IPage page) =>
        page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
