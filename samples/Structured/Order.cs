using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Step35.Samples.Structured;

/// <summary>What one text orders. The annotations become the schema that the model's answer is held to.</summary>
internal sealed record Order(
    [property: Description("Who orders."), StringLength(40)] string Customer,
    [property: Description("What is ordered."), StringLength(40)] string Item,
    [property: Description("How many."), Range(1, 9999)] int Quantity,
    [property: Description("How much it hurries.")] Urgency Urgency,
    [property: Description("When it must be there; null where the text names no day.")] DateOnly? Due);
