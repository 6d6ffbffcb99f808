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
        var model = ValidateModel(options.ModelPath);
        return model.Failed ? model : EngineOptionsValidator.ValidateTogether(options);
    }

    private static ValidateOptionsResult ValidateModel(string reference)
    {
        try
        {
            var path = ModelReference.Resolve(reference);
            return File.Exists(path)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(
                    $"ModelPath points to '{Path.GetFullPath(path)}', where no file is. Set it to a Step-3.5 GGUF file, or to a folder that holds one.");
        }
        catch (ModelNotFoundException error)
        {
            return ValidateOptionsResult.Fail($"ModelPath: {error.Message}");
        }
    }
}
