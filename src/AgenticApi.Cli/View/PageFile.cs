namespace AgenticApi.Cli.View;

/// <summary>Checks and writes the output file.</summary>
internal static class PageFile
{
    /// <summary>The start of every page. Only files that start with it are overwritten.</summary>
    public const string Head = "<!doctype html>\n<!-- agentic-api view -->\n";

    /// <summary>Returns why the page must not be written to a path, as a message for the user; null if it may.</summary>
    public static string? Refusal(string path)
    {
        if (path == "-")
        {
            return null;
        }

        try
        {
            return OutputFile.Refusal(path) is { } refusal ? refusal
                : !File.Exists(path) || IsPage(path) ? null
                : $"{path}: already exists and is not a page of this tool, so it is not overwritten. Give another file, or remove it.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path}: cannot be written: {e.Message}";
        }
    }

    public static void Write(string path, byte[] page)
    {
        using var file = path == "-" ? StandardOutput.Open() : (Stream)File.Create(path);
        file.Write(page);
    }

    /// <summary>Returns whether a file is a page of this tool, or empty.</summary>
    private static bool IsPage(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[Head.Length];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return length == 0 || head.AsSpan(0, length).SequenceEqual(System.Text.Encoding.ASCII.GetBytes(Head));
    }
}
