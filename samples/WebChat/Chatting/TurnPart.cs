namespace Step35.Samples.WebChat.Chatting;

/// <summary>A piece of an answer, in the order in which the model wrote it.</summary>
public abstract class TurnPart;
