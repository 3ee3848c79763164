namespace AgenticApi.Extensions.AI;

/// <summary>The server returned no response: it refused the request, could not be reached, or returned something else.</summary>
public sealed class ResponseFailedException : Exception
{
    /// <summary>Creates an exception with a general message.</summary>
    public ResponseFailedException()
        : base("The server returned no response.")
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">The message of the server.</param>
    public ResponseFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    /// <param name="message">The message of the server.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public ResponseFailedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The HTTP status; null if there was no answer, or it is unknown.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The code of the error, such as <c>rate_limit_exceeded</c>; null if the server sent none.</summary>
    public string? Code { get; init; }

    /// <summary>The time that the server asks to wait before the next request; null if it does not ask.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
