using Microsoft.Extensions.Logging.Abstractions;

namespace Step35.Native.ModelTests;

public sealed class NativeRuntimeTests
{
    [Fact]
    public void Load_PinnedCore_TellsWhatItIs()
    {
        var info = Nano.Runtime;

        Assert.StartsWith("0.5.0", info.Version, StringComparison.Ordinal);
        Assert.True(Directory.Exists(info.Directory));
        Assert.True(info.SupportsMtp);
        Assert.NotEmpty(info.SystemInfo);
        var cpu = Assert.Single(info.Devices, device => device.Type == NativeDeviceType.Cpu);
        Assert.NotEmpty(cpu.Name);
        Assert.True(cpu.TotalBytes > 0);
    }

    [Fact]
    public void Load_SameFolderAgain_GivesTheSameInfo()
    {
        var info = Nano.Runtime;

        Assert.Same(info, NativeRuntime.Load(new NativeLoadRequest(info.Directory, []), NullLogger.Instance));
    }

    [Fact]
    public void Load_OtherFolder_SaysThatOneCoreIsHeld()
    {
        var info = Nano.Runtime;

        var error = Assert.Throws<NativeLoadException>(
            () => NativeRuntime.Load(new NativeLoadRequest(Path.GetTempPath(), []), NullLogger.Instance));
        Assert.Contains("one native core", error.Message, StringComparison.Ordinal);
        Assert.Contains(info.Directory, error.Message, StringComparison.Ordinal);
    }
}
