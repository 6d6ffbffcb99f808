using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Step35.AI;
using Step35.AI.Hosting;
using Step35.Samples.WebChat.Chatting;
using Step35.Samples.WebChat.Components;
using Step35.Samples.WebChat.Conversations;
using Step35.Samples.WebChat.Tools;

namespace Step35.Samples.WebChat;

/// <summary>The web application, ready to run.</summary>
internal static class ChatApplication
{
    private const string UsualAddress = "http://127.0.0.1:5036";
    private const string ConnectionName = "step35";

    // No script, style or picture comes from elsewhere, so that no answer can call home.
    private const string ContentPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static WebApplication Create(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(arguments);
        builder.LeaveStartErrorsToProgram();
        builder.WebHost.UseStaticWebAssets();
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(UsualAddress);
        if (!builder.Configuration.GetValue<bool>("WebChat:AllowAnonymous"))
            builder.WebHost.ConfigureKestrel(static server => server.ConfigureEndpointDefaults(RefusePublicAddress));
        AddChat(builder);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        var app = builder.Build();
        // Whether they can be had is better known now than at the first page.
        app.Services.GetRequiredService<ConversationStore>();
        return Map(app);
    }

    // There is no login: whoever reaches the port reads every conversation and allows calls.
    private static void RefusePublicAddress(ListenOptions endpoint)
    {
        if (endpoint.IPEndPoint is { } address && !IPAddress.IsLoopback(address.Address))
        {
            throw new InvalidOperationException($"The web chat has no login, and other machines would reach it on {address}. "
                + "Listen on 127.0.0.1, or put a login before it and set WebChat:AllowAnonymous to true.");
        }
    }

    private static void AddChat(WebApplicationBuilder builder)
    {
        AddSmallModel(builder.Configuration);
        builder.AddStep35FlashClient(ConnectionName, configureOptions: static options => options.ContextOverflow = ContextOverflow.DropOldestTurns);
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<DataFolder>()
            .AddSingleton(static services => new Toolbox(services.GetRequiredService<DataFolder>().Files))
            .AddSingleton(static services => new ConversationStore(
                services.GetRequiredService<DataFolder>().Conversations, services.GetRequiredService<TimeProvider>()))
            .AddSingleton<Agent>()
            .AddSingleton<ChatSessions>();
        // There is no login, so a page under a name of its own must not reach this one.
        if (builder.Configuration["AllowedHosts"] is null)
            builder.Services.Configure<HostFilteringOptions>(static hosts => hosts.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
    }

    // Everything else that is configured wins. The small model is at its best when it never takes a chance.
    private static void AddSmallModel(ConfigurationManager configuration)
    {
        if (configuration.GetConnectionString(ConnectionName) is not null || !string.IsNullOrEmpty(configuration["Step35:ModelPath"]))
            return;
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Step35:ModelPath"] = Path.Combine(AppContext.BaseDirectory, "models", "step35-nano.gguf"),
                ["Step35:MaxSequences"] = "4",
                ["Step35:Sampling:Temperature"] = "0",
            },
        });
    }

    private static WebApplication Map(WebApplication app)
    {
        app.Use(static (http, next) =>
        {
            http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
            return next(http);
        });
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapHealthChecks("/health");
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(static options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
