using Microsoft.Extensions.Options;
using Step35.Engine;

namespace Step35.AI.Hosting;

/// <summary>Checks what no range can say, so that a host finds it when it starts and not at the first request.</summary>
internal sealed class Step35OptionsRules : IValidateOptions<Step35Options>
{
    public ValidateOptionsResult Validate(string? name, Step35Options options)
    {
        if (!string.IsNullOrEmpty(options.ModelPath) && !File.Exists(options.ModelPath))
            return ValidateOptionsResult.Fail(
                $"ModelPath points to '{Path.GetFullPath(options.ModelPath)}', where no file is. "
                + "Set it to a Step-3.5 GGUF file, or to the first shard of a split one.");
        return EngineOptionsValidator.ValidateTogether(options);
    }
}
