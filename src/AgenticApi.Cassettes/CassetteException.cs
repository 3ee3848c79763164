namespace AgenticApi.Cassettes;

/// <summary>
/// The exception that is thrown if a cassette cannot be found, read or written, or if no turn matches a request. The message says which
/// cassette, where in it, and why.
/// </summary>
public sealed class CassetteException : Exception
{
    /// <summary>Initializes a new instance without a message.</summary>
    public CassetteException()
    {
    }

    /// <summary>Initializes a new instance with a message.</summary>
    /// <param name="message">Which cassette, where in it, and what is wrong.</param>
    public CassetteException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance with a message and a cause.</summary>
    /// <param name="message">Which cassette, where in it, and what is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public CassetteException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
