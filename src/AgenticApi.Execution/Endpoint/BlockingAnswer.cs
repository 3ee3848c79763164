namespace AgenticApi.Execution;

/// <summary>Reads an answer that is a single body, and repeats the request until one has arrived.</summary>
internal sealed class BlockingAnswer(EndpointAttempts attempts, EndpointExchange exchange)
{
    private static readonly ResponseAccumulatorOptions Options = new();

    /// <summary>Reads the answer. An answer that is not a response gives <see cref="Ending.Errored"/>.</summary>
    public async Task<AccumulatedResponse> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await attempts.SendAsync(cancellationToken).ConfigureAwait(false);
            if (answer is null)
            {
                return ResponseAccumulator.FromJson(AnswerError.OfConnection(exchange));
            }

            await using var closing = answer.ConfigureAwait(false);
            var (body, error) = await EndpointAnswers.OpenAsync(answer, exchange.StallTimeout, cancellationToken).ConfigureAwait(false);
            if (body is null)
            {
                return ResponseAccumulator.FromJson(error);
            }

            using var open = body;
            if (await ReadToEndAsync(body, cancellationToken).ConfigureAwait(false) is { } bytes)
            {
                return await FoldAsync(answer, bytes, cancellationToken).ConfigureAwait(false);
            }

            if (!attempts.TryRepeat(body.Failure!))
            {
                return ResponseAccumulator.FromJson(AnswerError.OfConnection(exchange));
            }
        }
    }

    /// <summary>Reads a body to its end.</summary>
    /// <returns>The body; null if the connection broke.</returns>
    private static async Task<MemoryStream?> ReadToEndAsync(AnswerStream body, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[16 << 10];
        try
        {
            while (await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                bytes.Write(buffer, 0, count);
                if (bytes.Length > Options.MaxEventBytes)
                {
                    throw new ResponseProtocolException(
                        $"The body has more than {Options.MaxEventBytes} bytes, the default of {nameof(ResponseAccumulatorOptions)}.{nameof(Options.MaxEventBytes)}. Stream the answer to set another limit.");
                }
            }

            bytes.Position = 0;
            return bytes;
        }
        catch (ResponseProtocolException) when (body.Failure is not null)
        {
            return null;
        }
    }

    private static async Task<AccumulatedResponse> FoldAsync(EndpointAnswer answer, MemoryStream body, CancellationToken cancellationToken)
    {
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        try
        {
            if (AnswerKind.IsJson(bytes.Span))
            {
                return ResponseAccumulator.FromJson(bytes.Span);
            }

            // Some servers always stream.
            if (EndpointAnswers.MayBeEmpty(answer, bytes.Span))
            {
                return await ResponseAccumulator.FromStreamAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ResponseProtocolException e) when (EndpointAnswers.IsNoResponse(e))
        {
            // Reported as an error below, as an empty answer is.
        }

        return ResponseAccumulator.FromJson(AnswerError.Of(answer.Status, bytes.Span[..Math.Min(bytes.Length, AnswerStream.MaxKept)]));
    }
}
