namespace AgenticApi.Execution;

/// <summary>Distinguishes responses from other answers.</summary>
internal static class EndpointAnswers
{
    private const string EventStream = "text/event-stream";

    /// <summary>Returns whether a status means success.</summary>
    public static bool IsSuccess(int status) => status is >= 200 and < 300;

    /// <summary>Opens the body of an answer for reading as a response.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="stallTimeout">The longest time that the server may send nothing; null for no limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Either the body of a response, or the <c>error</c> event that replaces an answer that is not one. The other is null.</returns>
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

    /// <summary>Returns whether an answer without events is valid: a stream that is resumed after its last event has none.</summary>
    public static bool MayBeEmpty(EndpointAnswer answer, ReadOnlySpan<byte> body) => answer.ContentType == EventStream || body.ContainsAnyExcept(" \t\r\n"u8);

    /// <summary>Returns whether an exception means that the bytes are not a response, rather than that they exceed a limit or break strict mode.</summary>
    public static bool IsNoResponse(ResponseProtocolException exception) =>
        exception.Deviation is null && !exception.Message.Contains(nameof(ResponseAccumulatorOptions), StringComparison.Ordinal);
}
