using Microsoft.Extensions.DependencyInjection;
using Step35.AI;

namespace Microsoft.SemanticKernel;

/// <summary>Puts Step-3.5-Flash into a kernel.</summary>
public static class Step35KernelBuilderExtensions
{
    /// <summary>Adds Step-3.5-Flash to the kernel, as <c>IChatClient</c> and as <c>IChatCompletionService</c>.</summary>
    /// <remarks>
    /// Both services share one engine, invoke the kernel's functions where the settings say so, and run its filters. The kernel's
    /// services own the engine: dispose them to unload the model. Call again with another <paramref name="serviceId"/> for a second model.
    /// </remarks>
    /// <param name="builder">The kernel builder.</param>
    /// <param name="configure">Sets the options of the model and its engine.</param>
    /// <param name="serviceId">The key of the services; null registers them without one.</param>
    /// <returns>The same builder.</returns>
    public static IKernelBuilder AddStep35Flash(
        this IKernelBuilder builder, Action<Step35Options>? configure = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddStep35FlashChatCompletion(configure, serviceId);
        return builder;
    }

    /// <summary>Adds Step-3.5-Flash from a model file to the kernel, as <c>IChatClient</c> and as <c>IChatCompletionService</c>.</summary>
    /// <param name="builder">The kernel builder.</param>
    /// <param name="modelPath">The path of the GGUF file, or of the first of its parts.</param>
    /// <returns>The same builder.</returns>
    public static IKernelBuilder AddStep35Flash(this IKernelBuilder builder, string modelPath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(modelPath);
        return builder.AddStep35Flash(options => options.ModelPath = modelPath);
    }
}
