namespace AgenticApi.Serving;

/// <summary>The model failed: the response ends as <c>response.failed</c>, with all that was said before. Of several the first one counts.</summary>
/// <param name="code">What failed, as a client's code may compare it: <c>server_error</c>, <c>rate_limit_exceeded</c>.</param>
/// <param name="message">What failed, for people. It is sent to the client as it is.</param>
/// <exception cref="ArgumentNullException">An argument is null.</exception>
public sealed class ErrorDelta(string code, string message) : ModelDelta
{
    /// <summary>The <c>code</c> of a fault on the server's side.</summary>
    public const string ServerError = "server_error";

    /// <summary>What failed, for code.</summary>
    public string Code { get; } = code ?? throw new ArgumentNullException(nameof(code));

    /// <summary>What failed, for people.</summary>
    public string Message { get; } = message ?? throw new ArgumentNullException(nameof(message));
}
