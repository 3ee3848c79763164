namespace AgenticApi.Serving;

/// <summary>
/// A request cannot be served: the fault is the client's, so the answer is HTTP 400 with the type <c>invalid_request_error</c>. The message says
/// what is wrong and what would be right. It names members, ids and types, and never holds any of the content.
/// </summary>
public sealed class InvalidRequestException : Exception
{
    /// <summary>Creates one without a message.</summary>
    public InvalidRequestException()
    {
    }

    /// <summary>Creates one.</summary>
    /// <param name="message">What is wrong, and what would be right.</param>
    public InvalidRequestException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with its cause.</summary>
    /// <param name="message">What is wrong, and what would be right.</param>
    /// <param name="innerException">The cause.</param>
    public InvalidRequestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates one for a field.</summary>
    /// <param name="message">What is wrong, and what would be right.</param>
    /// <param name="param">Where in the request.</param>
    public InvalidRequestException(string message, string param)
        : base(message) => Param = param;

    internal InvalidRequestException(string message, string? param, string? code)
        : base(message) => (Param, Code) = (param, code);

    /// <summary>
    /// Where in the request the fault is, as <c>input[2].content</c>: the error's <c>param</c>. A member that is missing is named by where it
    /// should stand. Null where it is no field's.
    /// </summary>
    public string? Param { get; }

    /// <summary>The error's <c>code</c>, as <c>unknown_parameter</c>; null for none.</summary>
    public string? Code { get; }
}
