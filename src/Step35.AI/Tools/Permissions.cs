using System.Text.Json.Serialization;

namespace Step35.AI.Tools;

/// <summary>What a function that a model may call does to the world around it.</summary>
[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<Permissions>))]
public enum Permissions
{
    /// <summary>Nothing: it computes with its arguments and what it remembers itself.</summary>
    [JsonStringEnumMemberName("none")]
    None = 0,

    /// <summary>It reads files, databases or settings of this machine.</summary>
    [JsonStringEnumMemberName("read")]
    Read = 1,

    /// <summary>It changes them.</summary>
    [JsonStringEnumMemberName("write")]
    Write = 2,

    /// <summary>It runs programs.</summary>
    [JsonStringEnumMemberName("execute")]
    Execute = 4,

    /// <summary>It talks to other machines.</summary>
    [JsonStringEnumMemberName("network")]
    Network = 8,

    /// <summary>All of these.</summary>
    [JsonStringEnumMemberName("all")]
    All = Read | Write | Execute | Network,
}
