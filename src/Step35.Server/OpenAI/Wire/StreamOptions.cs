namespace Step35.Server.OpenAI.Wire;

internal sealed record StreamOptions(bool? IncludeUsage);
