using System.CommandLine;
using Step35.Bench;

var command = new RootCommand("Measures Step35.SK against llama-server on the same machine.") { MakeModelCommand.Create(), CompareCommand.Create() };
// A step in flight is waited for, and the server is ended, however slow the model is.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) };
return await command.Parse(args).InvokeAsync(invocation);
