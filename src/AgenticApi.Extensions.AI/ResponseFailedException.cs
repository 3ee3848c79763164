namespace AgenticApi.Extensions.AI;

/// <summary>The server gave no response: it refused the request, could not be reached, or answered with something else.</summary>
public sealed class ResponseFailedException : Exception
{
    /// <summary>A failure without a message.</summary>
    public ResponseFailedException()
        : base("The server gave no response.")
    {
    }

    /// <summary>A failure.</summary>
    /// <param name="message">What the server said.</param>
    public ResponseFailedException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    /// <param name="message">What the server said.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public ResponseFailedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The HTTP status; null where no answer came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The code of the error, as <c>rate_limit_exceeded</c>; null where the server gave none.</summary>
    public string? Code { get; init; }

    /// <summary>How long the server asks to wait before the next request; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
