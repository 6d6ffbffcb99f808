using Step35.AI.Tools;

namespace Microsoft.Extensions.AI;

/// <summary>Puts a gate before the functions that a chat client's model calls.</summary>
public static class ToolGateChatClientBuilderExtensions
{
    /// <summary>Puts a gate before the functions of every request, and offers <c>read_more</c> beside them.</summary>
    /// <remarks>
    /// Call it before <c>UseFunctionInvocation()</c>. In a kernel use <c>AddStep35Plugins()</c> instead. Functions that only the
    /// function-invoking client knows (<c>AdditionalTools</c>) pass it by.
    /// </remarks>
    /// <param name="builder">The builder of the chat client.</param>
    /// <param name="gate">The gate.</param>
    /// <returns>The same builder.</returns>
    public static ChatClientBuilder UseToolGate(this ChatClientBuilder builder, ToolGate gate)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(gate);
        return builder.Use(inner => new ToolGateChatClient(inner, gate));
    }
}
