using Microsoft.Extensions.AI;
using Step35.Conformance;

namespace Step35.AI.ModelTests;

public sealed class NanoConformanceTests(NanoChat nano) : InProcessConformance, IClassFixture<NanoChat>
{
    protected override IChatClient CreateChatClient() => nano.CreateClient();
}
