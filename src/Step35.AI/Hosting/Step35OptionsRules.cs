using Microsoft.Extensions.Options;
using Step35.AI.Remote;
using Step35.Engine;
using Step35.Engine.Model;

namespace Step35.AI.Hosting;

/// <summary>Checks what no range can say, so that a host finds it when it starts and not at the first request.</summary>
internal sealed class Step35OptionsRules : IValidateOptions<Step35Options>
{
    private static readonly Step35OptionsValidator Ranges = new();

    public ValidateOptionsResult Validate(string? name, Step35Options options)
    {
        if (options.Kind != Step35EngineKind.Embedded)
            return RemoteOptionsRules.Validate(options.Remote, isHost: options.Kind == Step35EngineKind.Host);
        var ranges = Ranges.Validate(name, options);
        return ranges.Failed ? ranges : ValidateEmbedded(options);
    }

    private static ValidateOptionsResult ValidateEmbedded(Step35Options options)
    {
        var missing = FindMissing(nameof(options.ModelPath), options.ModelPath, "a Step-3.5 GGUF file, or to a folder that holds one");
        if (options.MtpModelPath is { Length: > 0 } heads)
            missing ??= FindMissing(nameof(options.MtpModelPath), heads, "a GGUF file of multi-token-prediction heads, or leave it out");
        return missing is null ? EngineOptionsValidator.ValidateTogether(options) : ValidateOptionsResult.Fail(missing);
    }

    private static string? FindMissing(string option, string reference, string remedy)
    {
        try
        {
            var path = ModelReference.Resolve(reference);
            return File.Exists(path) ? null : $"{option} points to '{Path.GetFullPath(path)}', where no file is. Set it to {remedy}.";
        }
        catch (ModelNotFoundException error)
        {
            return $"{option}: {error.Message}";
        }
    }
}
