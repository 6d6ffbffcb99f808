using Microsoft.SemanticKernel;

namespace Step35.SK.ModelTests;

/// <summary>A kernel over the small trained model and the weather plugin, shared by the tests of one class.</summary>
public sealed class NanoKernel : IAsyncDisposable
{
    private const string RelativePath = "models/step35-nano.gguf";

    private readonly Lazy<Kernel> _kernel;

    public NanoKernel() => _kernel = new Lazy<Kernel>(Create);

    public WeatherPlugin Weather { get; } = new();

    /// <summary>Gets the kernel; skips the running test where the model file is absent.</summary>
    public Kernel Kernel
    {
        get
        {
            Assert.SkipUnless(ModelPath is not null, $"{RelativePath} is absent.");
            return _kernel.Value;
        }
    }

    private static string? ModelPath { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public async ValueTask DisposeAsync()
    {
        if (_kernel.IsValueCreated && _kernel.Value.Services is IAsyncDisposable services)
            await services.DisposeAsync();
    }

    private static string? Find(DirectoryInfo? folder) =>
        folder is null ? null
        : Path.Combine(folder.FullName, RelativePath) is var path && File.Exists(path) ? path
        : Find(folder.Parent);

    private Kernel Create()
    {
        var builder = Kernel.CreateBuilder().AddStep35Flash(ModelPath!);
        builder.Plugins.AddFromObject(Weather, "Weather");
        return builder.Build();
    }
}
