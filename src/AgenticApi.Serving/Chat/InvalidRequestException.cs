namespace AgenticApi.Serving;

/// <summary>
/// The exception that is thrown if a request of a client is invalid or not supported. Answer it with HTTP 400 and the error type
/// <c>invalid_request_error</c>. The message says what is wrong and how to correct it. It names members, ids and types, and never contains
/// content.
/// </summary>
public sealed class InvalidRequestException : Exception
{
    /// <summary>Creates an exception without a message.</summary>
    public InvalidRequestException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">What is wrong, and how to correct it.</param>
    public InvalidRequestException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and a cause.</summary>
    /// <param name="message">What is wrong, and how to correct it.</param>
    /// <param name="innerException">The exception that caused this one.</param>
    public InvalidRequestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates an exception for a member of the request.</summary>
    /// <param name="message">What is wrong, and how to correct it.</param>
    /// <param name="param">The path of the member, for example <c>input[2].content</c>.</param>
    public InvalidRequestException(string message, string param)
        : base(message) => Param = param;

    internal InvalidRequestException(string message, string? param, string? code)
        : base(message) => (Param, Code) = (param, code);

    /// <summary>
    /// Gets the path of the invalid or missing member, for example <c>input[2].content</c>: the <c>param</c> of the error. Null if the
    /// error is not about one member.
    /// </summary>
    public string? Param { get; }

    /// <summary>Gets the <c>code</c> of the error, for example <c>unknown_parameter</c>; null if it has none.</summary>
    public string? Code { get; }
}
