using System.Runtime.ExceptionServices;

namespace Step35.Engine.Tokenization;

/// <summary>Runs code that recurses deeply on a thread whose stack is as large as it needs.</summary>
internal static class DeepStack
{
    /// <summary>Runs the code and waits for it; what it throws is thrown here.</summary>
    public static void Run(int stackBytes, Action code)
    {
        ExceptionDispatchInfo? error = null;
        var thread = new Thread(Guarded, stackBytes) { IsBackground = true, Name = "Step35 tokenizer" };
        thread.Start();
        thread.Join();
        error?.Throw();

        void Guarded()
        {
            try
            {
                code();
            }
#pragma warning disable CA1031 // Carried over to the waiting thread.
            catch (Exception caught)
#pragma warning restore CA1031
            {
                error = ExceptionDispatchInfo.Capture(caught);
            }
        }
    }
}
