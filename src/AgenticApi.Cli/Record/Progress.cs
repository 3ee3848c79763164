namespace AgenticApi.Cli;

/// <summary>Shows the progress of a command on standard error, if it is a terminal.</summary>
internal static class Progress
{
    // Moves to the beginning of the line and clears it.
    private const string ClearLine = "\r\u001b[K";

    /// <summary>Replaces the current line.</summary>
    public static void Show(string text) => Write(ClearLine + VisibleText.InLine(text));

    /// <summary>Replaces the current line and starts a new one.</summary>
    public static void End(string text) => Write($"{ClearLine}{VisibleText.InLine(text)}\n");

    private static void Write(string text)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write(text);
        }
    }
}
