using ModelContextProtocol.Server;

// A server as people write one: a program that talks over its input and output.
await using var transport = new StdioServerTransport("echo");
await using var server = McpServer.Create(transport, new()
{
    ToolCollection =
    [
        McpServerTool.Create((string text) => $"Echo: {text}", new() { Name = "echo", ReadOnly = true, OpenWorld = false }),
        McpServerTool.Create((string path) => File.WriteAllText(path, "echo"), new() { Name = "write", ReadOnly = false, OpenWorld = false }),
        McpServerTool.Create((string name) => Environment.GetEnvironmentVariable(name) ?? "(not set)", new() { Name = "variable" }),
    ],
});
await server.RunAsync();
