namespace AgenticApi.Cli;

/// <summary>The exit codes of the tool.</summary>
internal static class ExitCodes
{
    /// <summary>The input was read completely, whatever status the server sent.</summary>
    public const int Read = 0;

    /// <summary>The input could not be read as a response, or strict mode rejected it.</summary>
    public const int Unreadable = 1;

    /// <summary>Wrong usage.</summary>
    public const int Usage = 2;

    /// <summary>The stream ended early.</summary>
    public const int Truncated = 3;

    /// <summary>A run completed.</summary>
    public const int Completed = Read;

    /// <summary>The server of a run failed, refused the request or could not be reached, or the journal could not be read or written.</summary>
    public const int Failed = Unreadable;

    /// <summary>A run waits for a decision.</summary>
    public const int Waiting = 4;

    /// <summary>A run stopped at a limit.</summary>
    public const int Stopped = 5;

    /// <summary>A run was cancelled. Shells report this code for a program that Ctrl-C ended.</summary>
    public const int Cancelled = 130;
}
