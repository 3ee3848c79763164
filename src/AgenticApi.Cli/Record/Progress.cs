namespace AgenticApi.Cli;

/// <summary>Tells a person at a terminal how far a command is, and nobody else.</summary>
internal static class Progress
{
    // Back to the line's beginning, and clear it.
    private const string Again = "\r\u001b[K";

    /// <summary>Shows a line in place of the last.</summary>
    public static void Show(string text) => Write(Again + VisibleText.InLine(text));

    /// <summary>Shows a line that stays.</summary>
    public static void End(string text) => Write($"{Again}{VisibleText.InLine(text)}\n");

    private static void Write(string text)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write(text);
        }
    }
}
