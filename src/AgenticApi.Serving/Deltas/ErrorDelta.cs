namespace AgenticApi.Serving;

/// <summary>
/// A failure of the model. The response ends with <c>response.failed</c> and keeps all earlier output. If there are several, the first one
/// is reported.
/// </summary>
/// <param name="code">The error code for programs, for example <c>server_error</c> or <c>rate_limit_exceeded</c>.</param>
/// <param name="message">The error message for people. It is sent to the client unchanged.</param>
/// <exception cref="ArgumentNullException">An argument is null.</exception>
public sealed class ErrorDelta(string code, string message) : ModelDelta
{
    /// <summary>The <c>code</c> of an error on the server's side.</summary>
    public const string ServerError = "server_error";

    /// <summary>Gets the error code for programs.</summary>
    public string Code { get; } = code ?? throw new ArgumentNullException(nameof(code));

    /// <summary>Gets the error message for people.</summary>
    public string Message { get; } = message ?? throw new ArgumentNullException(nameof(message));
}
