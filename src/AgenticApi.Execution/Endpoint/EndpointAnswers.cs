namespace AgenticApi.Execution;

/// <summary>Tells what a server answered: a response, or anything else.</summary>
internal static class EndpointAnswers
{
    private const string EventStream = "text/event-stream";

    /// <summary>Whether a status says that the request was taken.</summary>
    public static bool IsSuccess(int status) => status is >= 200 and < 300;

    /// <summary>Opens the body of an answer for reading as a response.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="stallTimeout">After how long a silence it counts as broken; null for never.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The body, and the error that the answer is in its place; one of them is null.</returns>
    public static async Task<(AnswerStream? Body, byte[]? Error)> OpenAsync(EndpointAnswer answer, TimeSpan? stallTimeout, CancellationToken cancellationToken)
    {
        if (IsSuccess(answer.Status))
        {
            return (new AnswerStream(answer.Body) { StallTimeout = stallTimeout }, null);
        }

        using var first = new AnswerStream(answer.Body, answer.Beginning) { StallTimeout = stallTimeout };
        await first.ReadBeginningAsync(cancellationToken).ConfigureAwait(false);
        return AnswerKind.IsResponse(first.Beginning.Span)
            ? (new AnswerStream(answer.Body, first.Beginning.ToArray()) { StallTimeout = stallTimeout }, null)
            : (null, AnswerError.Of(answer.Status, first.Beginning.Span));
    }

    /// <summary>Whether an answer without any event is an answer all the same: a stream that is resumed at its end has none.</summary>
    public static bool MayBeEmpty(EndpointAnswer answer, ReadOnlySpan<byte> body) => answer.ContentType == EventStream || body.ContainsAnyExcept(" \t\r\n"u8);

    /// <summary>Whether an exception says that the bytes are no response, and not that they go past a limit or that strict mode refuses them.</summary>
    public static bool SaysNoResponse(ResponseProtocolException exception) =>
        exception.Deviation is null && !exception.Message.Contains(nameof(ResponseAccumulatorOptions), StringComparison.Ordinal);
}
