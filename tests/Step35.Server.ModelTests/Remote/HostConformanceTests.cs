using Microsoft.Extensions.AI;
using Step35.AI;
using Step35.Conformance;

namespace Step35.Server.ModelTests.Remote;

[Collection(nameof(HostFixture))]
public sealed class HostConformanceTests(NanoHost host) : ChatClientConformance, IClassFixture<NanoHost>
{
    protected override IChatClient CreateChatClient() => host.CreateClient(Step35EngineKind.Host);
}
