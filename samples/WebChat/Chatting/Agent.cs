using Microsoft.Extensions.AI;
using Step35.AI.Tools;
using Step35.AI.Tools.Approval;
using Step35.Samples.WebChat.Tools;

namespace Step35.Samples.WebChat.Chatting;

/// <summary>What all conversations share: the model, and the functions that it may call.</summary>
internal sealed class Agent(IChatClient model, Toolbox toolbox)
{
    public ChatOptions Options { get; } = new() { Tools = toolbox.Functions };

    /// <summary>Puts a gate of its own before the functions of one conversation.</summary>
    public IChatClient CreateClient(IApprover approver)
    {
        var gate = new ToolGate(new ToolGateOptions { Approver = approver, Previews = { toolbox.Preview } });
        return model.AsBuilder().UseToolGate(gate).UseFunctionInvocation().Build();
    }
}
