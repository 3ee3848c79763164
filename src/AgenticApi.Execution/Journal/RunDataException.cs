namespace AgenticApi.Execution;

/// <summary>The stored data of a run cannot be read: it is damaged, or a newer version of this library wrote it.</summary>
/// <remarks>The message says where the error is. It never contains content of the run.</remarks>
public sealed class RunDataException : Exception
{
    /// <summary>Creates an exception with a general message.</summary>
    public RunDataException()
        : base("The stored data of the run cannot be read.")
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">Where the error is, and what it is.</param>
    public RunDataException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">Where the error is, and what it is.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public RunDataException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
