namespace AgenticApi.Execution;

/// <summary>Another host has the run, or has taken it.</summary>
public sealed class RunTakenException : Exception
{
    /// <summary>Another host has the run.</summary>
    public RunTakenException()
        : base("Another host has the run.")
    {
    }

    /// <summary>Another host has the run.</summary>
    /// <param name="message">Which run, and what to do.</param>
    public RunTakenException(string message)
        : base(message)
    {
    }

    /// <summary>Another host has the run.</summary>
    /// <param name="message">Which run, and what to do.</param>
    /// <param name="innerException">How that showed.</param>
    public RunTakenException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
