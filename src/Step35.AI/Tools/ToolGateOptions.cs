using System.ComponentModel.DataAnnotations;
using Step35.AI.Tools.Approval;
using Step35.AI.Tools.Auditing;

namespace Step35.AI.Tools;

/// <summary>What functions may do, how much of their results is shown, and who learns of it.</summary>
/// <remarks>Do not change them after a <see cref="ToolGate"/> was made from them.</remarks>
public sealed class ToolGateOptions
{
    /// <summary>Gets or sets when calls that read are approved.</summary>
    /// <value>Default <see cref="ApprovalPolicy.Always"/>.</value>
    [EnumDataType(typeof(ApprovalPolicy))]
    public ApprovalPolicy Read { get; set; } = ApprovalPolicy.Always;

    /// <summary>Gets or sets when calls that write are approved.</summary>
    /// <value>Default <see cref="ApprovalPolicy.Ask"/>.</value>
    [EnumDataType(typeof(ApprovalPolicy))]
    public ApprovalPolicy Write { get; set; } = ApprovalPolicy.Ask;

    /// <summary>Gets or sets when calls that run programs are approved.</summary>
    /// <value>Default <see cref="ApprovalPolicy.Ask"/>.</value>
    [EnumDataType(typeof(ApprovalPolicy))]
    public ApprovalPolicy Execute { get; set; } = ApprovalPolicy.Ask;

    /// <summary>Gets or sets when calls that talk to other machines are approved.</summary>
    /// <value>Default <see cref="ApprovalPolicy.Ask"/>.</value>
    [EnumDataType(typeof(ApprovalPolicy))]
    public ApprovalPolicy Network { get; set; } = ApprovalPolicy.Ask;

    /// <summary>Gets or sets when calls of functions without a <see cref="PermissionAttribute"/> are approved.</summary>
    /// <value>Default <see cref="ApprovalPolicy.Ask"/>.</value>
    [EnumDataType(typeof(ApprovalPolicy))]
    public ApprovalPolicy Undeclared { get; set; } = ApprovalPolicy.Ask;

    /// <summary>Gets what counts for single functions instead, by name; <c>*</c> stands for any text: <c>Git.*</c>.</summary>
    /// <value>Default empty. A name without <c>*</c> wins, then the longest.</value>
    public IDictionary<string, ToolRule> Functions { get; } = new Dictionary<string, ToolRule>(StringComparer.Ordinal);

    /// <summary>Gets the calls that run without being asked for, where the policy is <see cref="ApprovalPolicy.Ask"/> or
    /// <see cref="ApprovalPolicy.AllowList"/>.</summary>
    /// <value>Default empty.</value>
    public IList<ToolPattern> AllowList { get; } = [];

    /// <summary>Gets or sets who is asked; null has nobody, and what would have to be asked is denied.</summary>
    /// <value>Default null.</value>
    public IApprover? Approver { get; set; }

    /// <summary>Gets those who can show what a call would do.</summary>
    /// <value>Default empty.</value>
    public IList<IToolPreview> Previews { get; } = [];

    /// <summary>Gets or sets a value indicating whether a denied call ends the turn; otherwise the model goes on with the denial's text.</summary>
    /// <value>Default false.</value>
    public bool DenialEndsTurn { get; set; }

    /// <summary>Gets or sets a value indicating whether calls that write, run programs, use the network or declare nothing are only described.</summary>
    /// <value>Default false.</value>
    public bool DryRun { get; set; }

    /// <summary>Gets or sets how long a call may run; <see cref="Timeout.InfiniteTimeSpan"/> sets no limit.</summary>
    /// <value>Default 2 minutes. The time that a person takes to approve it does not count.</value>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets the most characters of a result that are shown at once; <c>read_more</c> shows the rest, page by page.</summary>
    /// <value>At least 500. Default 16,000.</value>
    [Range(500, int.MaxValue)]
    public int MaxResultCharacters { get; set; } = 16_000;

    /// <summary>Gets or sets the most characters of long results that are kept for <c>read_more</c>; the oldest go first.</summary>
    /// <value>At least 0. Default 4,000,000.</value>
    [Range(0, int.MaxValue)]
    public int MaxKeptCharacters { get; set; } = 4_000_000;

    /// <summary>Gets or sets where every call is written down.</summary>
    /// <value>Default null: nowhere.</value>
    public IAuditLog? AuditLog { get; set; }

    /// <summary>Gets or sets how much of the arguments the audit log gets.</summary>
    /// <value>Default <see cref="AuditDetail.Hash"/>.</value>
    [EnumDataType(typeof(AuditDetail))]
    public AuditDetail AuditArguments { get; set; }
}
