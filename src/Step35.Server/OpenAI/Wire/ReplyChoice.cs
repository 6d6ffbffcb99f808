namespace Step35.Server.OpenAI.Wire;

internal sealed record ReplyChoice(int Index, ReplyMessage Message, string FinishReason, ChoiceLogprobs? Logprobs = null);
