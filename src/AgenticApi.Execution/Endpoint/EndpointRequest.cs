namespace AgenticApi.Execution;

/// <summary>A request to a server, independent of the transport.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its query, relative to the base of the API: <c>responses</c>, <c>responses/ID?stream=true</c>.</param>
/// <param name="Body">The JSON body as UTF-8; empty for none.</param>
public sealed record EndpointRequest(HttpMethod Method, string Path, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether an event stream is requested. Over HTTP it is sent as <c>Accept</c>. The default is false.</summary>
    public bool IsStreaming { get; init; }

    /// <summary>Returns the method and the path only, so that no content gets into a log.</summary>
    public override string ToString() => $"{Method} {Path}";
}
