using Microsoft.Extensions.AI;
using Step35.AI.Tests.Conformance;

namespace Step35.AI.ModelTests;

public sealed class NanoConformanceTests(NanoChat nano) : ChatClientConformance, IClassFixture<NanoChat>
{
    protected override IChatClient CreateChatClient() => nano.CreateClient();
}
