namespace Step35.Engine.Planning;

/// <summary>Settings that fit where the ones asked for do not.</summary>
/// <param name="Change">What to change, in words.</param>
/// <param name="Settings">All settings with the change made.</param>
public sealed record PlanAlternative(string Change, PlanSettings Settings);
