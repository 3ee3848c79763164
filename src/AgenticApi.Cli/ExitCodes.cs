namespace AgenticApi.Cli;

/// <summary>What the tool's exit code says.</summary>
internal static class ExitCodes
{
    /// <summary>The input was read whole, whatever status the server gave.</summary>
    public const int Read = 0;

    /// <summary>The input could not be read as a response, or strict mode refused it.</summary>
    public const int Unreadable = 1;

    /// <summary>Wrong usage.</summary>
    public const int Usage = 2;

    /// <summary>The stream ended early.</summary>
    public const int Truncated = 3;

    /// <summary>A run has completed.</summary>
    public const int Completed = Read;

    /// <summary>The server of a run failed, refused the request or could not be reached, or the journal could not be used.</summary>
    public const int Failed = Unreadable;

    /// <summary>A run waits for a decision.</summary>
    public const int Waiting = 4;

    /// <summary>A run stopped at a limit.</summary>
    public const int Stopped = 5;

    /// <summary>A run was cancelled: what a shell says of a program that Ctrl-C ended.</summary>
    public const int Cancelled = 130;
}
