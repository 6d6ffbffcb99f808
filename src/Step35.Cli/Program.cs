using Step35.Cli;

return await Tool.RunAsync(args);
