namespace AgenticApi.Cassettes;

/// <summary>The one exception of this library: a cassette cannot be found or read. The message says which, where in it, and why.</summary>
public sealed class CassetteException : Exception
{
    /// <summary>Creates one without a message.</summary>
    public CassetteException()
    {
    }

    /// <summary>Creates one.</summary>
    /// <param name="message">Which file, where in it, and what is wrong.</param>
    public CassetteException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with its cause.</summary>
    /// <param name="message">Which file, where in it, and what is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public CassetteException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
