using ModelContextProtocol.Client;
using Step35.AI.Tools;

namespace Step35.SK.Mcp;

/// <summary>How a server of the Model Context Protocol is reached, and how far it is trusted.</summary>
public sealed class McpServerSettings
{
    /// <summary>Gets the name of the plugin that the server becomes: letters, digits and underscores.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how the server is reached. It connects again when the server has ended.</summary>
    public required IClientTransport Transport { get; init; }

    /// <summary>Gets the most that the server's tools may need; null trusts nothing that the server says about them.</summary>
    /// <value>
    /// Default null: every call falls under <see cref="ToolGateOptions.Undeclared"/>, and so is asked for. Otherwise a tool needs these
    /// permissions, less what its annotations rule out; a tool whose annotations claim more is not offered.
    /// </value>
    public Permissions? Granted { get; init; }

    /// <summary>Gets how long connecting and listing the tools may take.</summary>
    /// <value>Default one minute.</value>
    public TimeSpan ConnectTimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Makes the settings of a server that is a program on this machine, and is not trusted.</summary>
    /// <remarks>The program gets the variables that programs need to start, such as PATH and HOME, and no others of this process.</remarks>
    /// <param name="name">The name of the plugin.</param>
    /// <param name="command">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The settings.</returns>
    public static McpServerSettings ForProgram(string name, string command, params string[] arguments) =>
        ForProgram(name, granted: null, command, arguments);

    /// <summary>Makes the settings of a server that is a program on this machine.</summary>
    /// <remarks>The program gets the variables that programs need to start, such as PATH and HOME, and no others of this process.</remarks>
    /// <param name="name">The name of the plugin.</param>
    /// <param name="granted">The most that the server's tools may need; null trusts nothing.</param>
    /// <param name="command">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The settings.</returns>
    public static McpServerSettings ForProgram(string name, Permissions? granted, string command, params string[] arguments) => new()
    {
        Name = name,
        Granted = granted,
        Transport = new StdioClientTransport(new()
        {
            Name = name,
            Command = command,
            Arguments = arguments,
            InheritEnvironmentVariables = false,
            EnvironmentVariables = StdioClientTransportOptions.GetDefaultEnvironmentVariables(),
        }),
    };

    /// <summary>Makes the settings of a server that is reached by HTTP.</summary>
    /// <param name="name">The name of the plugin.</param>
    /// <param name="endpoint">The address.</param>
    /// <param name="granted">The most that the server's tools may need; null trusts nothing.</param>
    /// <returns>The settings.</returns>
    public static McpServerSettings ForHttp(string name, Uri endpoint, Permissions? granted = null) => new()
    {
        Name = name,
        Granted = granted,
        Transport = new HttpClientTransport(new() { Name = name, Endpoint = endpoint }),
    };
}
