using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Step35.Engine.Generation;

namespace Step35.AI.Hosting;

/// <summary>Reads the options of one name from a configuration section.</summary>
internal sealed class SectionBinding(string name, IConfigurationSection section) : IConfigureNamedOptions<Step35Options>
{
    /// <summary>Gets the name of the options.</summary>
    public string Name => name;

    public void Configure(Step35Options options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, Step35Options options)
    {
        if (name != Name)
            return;
        section.Bind(options);
        options.Sampling = Read(section.GetSection(nameof(options.Sampling)), options.Sampling);
    }

    // The binder cannot set init-only properties of an object that exists; it would pass over them in silence.
    private static SamplingOptions Read(IConfigurationSection section, SamplingOptions defaults) => defaults with
    {
        Temperature = section.GetValue(nameof(defaults.Temperature), defaults.Temperature),
        TopK = section.GetValue(nameof(defaults.TopK), defaults.TopK),
        TopP = section.GetValue(nameof(defaults.TopP), defaults.TopP),
        MinP = section.GetValue(nameof(defaults.MinP), defaults.MinP),
        RepetitionPenalty = section.GetValue(nameof(defaults.RepetitionPenalty), defaults.RepetitionPenalty),
        RepetitionWindowTokens = section.GetValue(nameof(defaults.RepetitionWindowTokens), defaults.RepetitionWindowTokens),
        FrequencyPenalty = section.GetValue(nameof(defaults.FrequencyPenalty), defaults.FrequencyPenalty),
        PresencePenalty = section.GetValue(nameof(defaults.PresencePenalty), defaults.PresencePenalty),
        Seed = section.GetValue(nameof(defaults.Seed), defaults.Seed),
    };
}
