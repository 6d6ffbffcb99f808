using System.Data.Common;

namespace Step35.Plugins;

/// <summary>Turns what a function could not do into a text, so that the model can try something else.</summary>
/// <remarks>Exceptions would reach the model as nothing but "failed".</remarks>
internal static class ToolAnswer
{
    public static string Of(Func<string> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (Says(exception))
        {
            return TextOf(exception);
        }
    }

    public static async Task<string> OfAsync(Func<Task<string>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (Says(exception))
        {
            return TextOf(exception);
        }
    }

    private static bool Says(Exception exception) => exception is ToolException or IOException or UnauthorizedAccessException or DbException;

    // The system's own messages name paths of this machine, which are nobody's business.
    private static string TextOf(Exception exception) => exception switch
    {
        ToolException => $"Error: {exception.Message}",
        FileNotFoundException or DirectoryNotFoundException => "Error: there is no such file or folder.",
        UnauthorizedAccessException => "Error: this user may not do that to the file.",
        DbException => "Error: the database cannot be used now.",
        _ => "Error: the file system refused it.",
    };
}
