using Step35.Server;

// Environment variables and arguments say what is served and to whom: --Step35:ModelPath=FILE --Step35:ApiKeys:0=KEY --urls=http://127.0.0.1:8080
return await Step35Host.RunAsync(new()
{
    Arguments = args,
    // The small model is at its best when it never takes a chance.
    Fallback = new Dictionary<string, string?>
    {
        ["Step35:ModelPath"] = Path.Combine(AppContext.BaseDirectory, "models", "step35-nano.gguf"),
        ["Step35:MaxSequences"] = "4",
        ["Step35:Sampling:Temperature"] = "0",
    },
});
