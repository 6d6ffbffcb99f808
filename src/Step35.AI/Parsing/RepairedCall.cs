using Microsoft.Extensions.AI;
using Step35.AI.Parsing.Repairs;

namespace Step35.AI.Parsing;

/// <summary>A call as functions are invoked by it, and what was mended to read it.</summary>
internal readonly record struct RepairedCall(FunctionCallContent Content, ToolCallRepairs Repairs);
