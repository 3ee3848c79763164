using AgenticApi.Folding;

namespace AgenticApi.OpenAI;

/// <summary>Folds an answer that the client has read as a whole.</summary>
internal static class ObservedBody
{
    public static void Observe(BinaryData body, int status, ResponseAccumulatorOptions options, Action<ObservedResponse> tell)
    {
        var bytes = body.ToMemory();
        if (bytes.Span.TrimStart(" \t\r\n\uFEFF"u8) is not [(byte)'{', ..])
        {
            // Some servers always stream.
            using var reading = new ObservedReading(status, options, tell);
            reading.Add(bytes);
            reading.Finish(FeedEnd.Ended);
            return;
        }

        AccumulatedResponse? result = null;
        Exception? exception = null;
        try
        {
            result = ResponseAccumulator.FromJson(bytes.Span, options);
        }
        catch (Exception e)
        {
            // Reported in ObservedResponse.Exception. The client must get its answer.
            exception = e;
        }

        tell(new ObservedResponse { Result = result, HttpStatus = status, WasReadToEnd = true, Exception = exception });
    }
}
