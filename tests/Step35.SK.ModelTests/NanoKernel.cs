using Microsoft.SemanticKernel;
using Step35.TestModels;

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
            Assert.SkipUnless(NanoModel.FoundPath is not null, $"{RelativePath} is absent.");
            return _kernel.Value;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_kernel.IsValueCreated && _kernel.Value.Services is IAsyncDisposable services)
            await services.DisposeAsync();
    }

    private Kernel Create()
    {
        var builder = Kernel.CreateBuilder().AddStep35Flash(NanoModel.Path);
        builder.Plugins.AddFromObject(Weather, "Weather");
        return builder.Build();
    }
}
