namespace AgenticApi.Execution;

/// <summary>What is stored of a run cannot be read: it is damaged, or a newer version of this library wrote it.</summary>
/// <remarks>The message says where the fault is. It never holds content of the run.</remarks>
public sealed class RunDataException : Exception
{
    /// <summary>What is stored of a run cannot be read.</summary>
    public RunDataException()
        : base("What is stored of the run cannot be read.")
    {
    }

    /// <summary>What is stored of a run cannot be read.</summary>
    /// <param name="message">Where the fault is, and what it is.</param>
    public RunDataException(string message)
        : base(message)
    {
    }

    /// <summary>What is stored of a run cannot be read.</summary>
    /// <param name="message">Where the fault is, and what it is.</param>
    /// <param name="innerException">How that showed.</param>
    public RunDataException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
