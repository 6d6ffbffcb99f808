using System.Globalization;

namespace Step35.Engine.ModelTests;

/// <summary>How often a property is tried: the environment variable STEP35_PROPERTY_ITERATIONS sets it for long runs.</summary>
internal static class PropertyIterations
{
    public static int OrDefault(int iterations) =>
        int.TryParse(Environment.GetEnvironmentVariable("STEP35_PROPERTY_ITERATIONS"), CultureInfo.InvariantCulture, out var set) ? set : iterations;
}
