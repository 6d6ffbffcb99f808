using Microsoft.Extensions.Options;

namespace Step35.AI.Hosting;

/// <summary>Finds a missing model file when the host starts, not at the first request.</summary>
internal sealed class ModelFileValidator : IValidateOptions<Step35Options>
{
    public ValidateOptionsResult Validate(string? name, Step35Options options) =>
        string.IsNullOrEmpty(options.ModelPath) || File.Exists(options.ModelPath)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"ModelPath points to '{Path.GetFullPath(options.ModelPath)}', where no file is. Set it to a Step-3.5 GGUF file, or to the first shard of a split one.");
}
