using Aspire.Hosting;

namespace Step35.Aspire.Publishing.Tests;

/// <summary>A project as the build of an app host names it.</summary>
public sealed class HostProject : IProjectMetadata
{
    /// <inheritdoc/>
    public string ProjectPath => Path.Combine(Path.GetTempPath(), "ModelHost", "ModelHost.csproj");
}
