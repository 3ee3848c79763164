namespace AgenticApi.Execution.Tests.Endpoint;

/// <summary>Answers of servers.</summary>
internal static class Wire
{
    public const string Created = """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","status":"in_progress","output":[]}}""";

    public const string Completed = """{"type":"response.completed","sequence_number":1,"response":{"id":"resp_1","object":"response","status":"completed","output":[]}}""";

    public const string Response = """{"id":"resp_1","object":"response","status":"completed","output":[{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hi","annotations":[]}]}]}""";

    public const string FailedResponse = """{"id":"resp_1","object":"response","status":"failed","error":{"code":"server_error","message":"It broke."},"output":[]}""";

    public static ResponseRequest Request { get; } = ResponseRequest.FromText("Hello");

    /// <summary>Reads a streamed answer to its end.</summary>
    public static async Task<(AccumulatedResponse Result, EndpointExchange Exchange, int Steps)> StreamAsync(this ResponsesEndpoint endpoint, CancellationToken cancellationToken = default)
    {
        var (accumulator, exchange, steps) = (new ResponseAccumulator(), new EndpointExchange(), 0);
        await foreach (var _ in endpoint.StreamAsync(Request, accumulator, exchange, cancellationToken))
        {
            steps++;
        }

        return (accumulator.Finish(), exchange, steps);
    }
}
