using Step35.AI.Remote.Calls;

namespace Microsoft.Extensions.AI;

/// <summary>Decorators for chat clients of other engines that run a Step-3.5 model.</summary>
public static class Step35ChatClientBuilderExtensions
{
    /// <summary>Turns tool markup that a server has left in text or reasoning into calls, and mends calls by their functions' schemas.</summary>
    /// <param name="builder">The builder; put function invocation before this.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>Clients that <c>AddStep35Flash</c> registers have this already.</remarks>
    public static ChatClientBuilder UseToolRepair(this ChatClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use(inner => new ToolRepairChatClient(inner));
    }
}
