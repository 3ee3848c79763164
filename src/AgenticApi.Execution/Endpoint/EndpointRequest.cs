namespace AgenticApi.Execution;

/// <summary>One request to a server, whatever carries it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its query, relative to the API's base: <c>responses</c>, <c>responses/ID?stream=true</c>.</param>
/// <param name="Body">The JSON body as UTF-8; empty where there is none.</param>
public sealed record EndpointRequest(HttpMethod Method, string Path, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether the answer is to be an event stream: what HTTP says in <c>Accept</c>.</summary>
    public bool IsStreaming { get; init; }

    /// <summary>The method and the path only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{Method} {Path}";
}
