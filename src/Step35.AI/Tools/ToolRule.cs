using Step35.AI.Tools.Approval;

namespace Step35.AI.Tools;

/// <summary>What counts for some functions instead of the general options; null leaves those in force.</summary>
public sealed class ToolRule
{
    /// <summary>Gets or sets when calls are approved, whatever permissions they need.</summary>
    /// <value>Default null: the policies of the permissions.</value>
    public ApprovalPolicy? Policy { get; set; }

    /// <summary>Gets or sets the most characters of a result that are shown at once.</summary>
    /// <value>Default null: <see cref="ToolGateOptions.MaxResultCharacters"/>.</value>
    public int? MaxResultCharacters { get; set; }

    /// <summary>Gets or sets how long a call may run.</summary>
    /// <value>Default null: <see cref="ToolGateOptions.TimeLimit"/>.</value>
    public TimeSpan? TimeLimit { get; set; }
}
