using Step35.AI.Hosting;
using Step35.Samples.WebChat;

// Environment variables and arguments say what it runs on: --Step35:ModelPath=FILE --WebChat:DataFolder=FOLDER --urls=http://127.0.0.1:8080
return await HostProgram.RunAsync(() => ChatApplication.Create(args));
