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
}
