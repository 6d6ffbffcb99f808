namespace Step35.AI.Tools.Approval;

/// <summary>A call that somebody has to approve.</summary>
/// <param name="Call">The call.</param>
/// <param name="Pattern">What <see cref="ApprovalAnswer.ForSession"/> would allow from now on.</param>
/// <param name="Preview">What the call would do, such as a diff; null where nothing can show it.</param>
/// <remarks>The model wrote the arguments: show them as plain text only, never as markup or terminal codes.</remarks>
public sealed record ApprovalRequest(ToolCall Call, ToolPattern Pattern, string? Preview);
