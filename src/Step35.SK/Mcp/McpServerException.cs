namespace Step35.SK.Mcp;

/// <summary>A server of the Model Context Protocol could not be reached, or ended during a call.</summary>
public sealed class McpServerException : Step35Exception
{
    internal McpServerException(string serverName, string whatHappened, Exception innerException)
        : base($"The MCP server '{serverName}' {whatHappened}", innerException) =>
        ServerName = serverName;

    /// <summary>Gets the name of the server's plugin.</summary>
    public string ServerName { get; }
}
