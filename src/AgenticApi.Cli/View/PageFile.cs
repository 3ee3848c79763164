namespace AgenticApi.Cli.View;

/// <summary>Where the page goes.</summary>
internal static class PageFile
{
    /// <summary>How every page begins: by this a page is known again, and nothing else is ever written over.</summary>
    public const string Head = "<!doctype html>\n<!-- agentic-api view -->\n";

    /// <summary>Why the page must not go there, for the person at the terminal; null where it may.</summary>
    public static string? Refusal(string path)
    {
        if (path == "-")
        {
            return null;
        }

        try
        {
            return OutputFile.Refusal(path) is { } refusal ? refusal
                : !File.Exists(path) || IsPage(path) ? null : $"{path}: is there already and is no page of this tool; it is not written over. Give another file, or remove it.";
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

    /// <summary>Whether a file is an earlier page, or empty.</summary>
    private static bool IsPage(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[Head.Length];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return length == 0 || head.AsSpan(0, length).SequenceEqual(System.Text.Encoding.ASCII.GetBytes(Head));
    }
}
