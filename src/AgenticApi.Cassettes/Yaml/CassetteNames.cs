namespace AgenticApi.Cassettes;

/// <summary>The keys of a cassette file.</summary>
internal static class CassetteNames
{
    public const string Server = "recorded_from";
    public const string Turns = "turns";
    public const string Name = "name";
    public const string Request = "request";
    public const string Method = "method";
    public const string Path = "path";
    public const string Query = "query";
    public const string Headers = "headers";
    public const string Body = "body";
    public const string Response = "response";
    public const string Status = "status_code";
    public const string Sse = "sse";
    public const string WebSocket = "websocket";
    public const string Times = "times_ms";
    public const string Broken = "broken";
}
