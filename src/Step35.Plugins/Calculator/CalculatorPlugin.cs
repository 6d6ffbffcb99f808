using System.ComponentModel;
using System.Globalization;
using Microsoft.SemanticKernel;
using Step35.AI.Tools;

namespace Step35.Plugins.Calculator;

/// <summary>Lets a model calculate: exactly while 28 digits are enough, and else with 15 digits.</summary>
[Permission(Permissions.None)]
public sealed class CalculatorPlugin
{
    private const int MaxCharacters = 2_000;

    /// <summary>Works out an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The number.</returns>
    [KernelFunction("calculate")]
    [Description("Works out an expression, such as (2 + 3) * sqrt(16) / 4 ^ 2.")]
    public static string Calculate([Description("The expression.")] string expression) => ToolAnswer.Of(() =>
    {
        if (expression.Length > MaxCharacters)
            throw new ToolException($"the expression is longer than {MaxCharacters} characters.");
        try
        {
            return Show(new Expression<decimal>(expression).Evaluate());
        }
        catch (OverflowException)
        {
            return Show(new Expression<double>(expression).Evaluate());
        }
    });

    /// <summary>Adds two numbers.</summary>
    /// <param name="a">The first number.</param>
    /// <param name="b">The second number.</param>
    /// <returns>Their sum.</returns>
    [KernelFunction("add")]
    [Description("Adds two numbers.")]
    public static string Add([Description("The first number.")] double a, [Description("The second number.")] double b) =>
        Calculate(string.Create(CultureInfo.InvariantCulture, $"({a:R}) + ({b:R})"));

    /// <summary>Multiplies two numbers.</summary>
    /// <param name="a">The first number.</param>
    /// <param name="b">The second number.</param>
    /// <returns>Their product.</returns>
    [KernelFunction("multiply")]
    [Description("Multiplies two numbers.")]
    public static string Multiply([Description("The first number.")] double a, [Description("The second number.")] double b) =>
        Calculate(string.Create(CultureInfo.InvariantCulture, $"({a:R}) * ({b:R})"));

    // The division takes zeros off the end.
    private static string Show(decimal value) => (value / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    private static string Show(double value) => double.IsFinite(value)
        ? value.ToString("G15", CultureInfo.InvariantCulture)
        : throw new ToolException("the result is too large, or is no real number.");
}
