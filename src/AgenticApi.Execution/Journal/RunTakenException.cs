namespace AgenticApi.Execution;

/// <summary>Another lease has the run.</summary>
public sealed class RunTakenException : Exception
{
    /// <summary>Creates an exception with a general message.</summary>
    public RunTakenException()
        : base("Another host has the run.")
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">Which run it is, and what to do.</param>
    public RunTakenException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">Which run it is, and what to do.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public RunTakenException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
