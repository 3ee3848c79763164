using System.Text.Json;

namespace AgenticApi.Cassettes;

/// <summary>Finds the differences between a request and a recorded one.</summary>
internal static class RequestDifferences
{
    /// <summary>Returns the differences, one for each line; empty if the requests match.</summary>
    public static List<string> Of(CassetteRequest recorded, CassetteTransport transport, CassetteRequest made, ReplayOptions options)
    {
        if (options.Rule is not null)
        {
            return options.Rule(recorded, made) ? [] : [$"{nameof(ReplayOptions.Rule)} returned false"];
        }

        var found = new List<string>();
        if (options.Match.HasFlag(RequestParts.Method) && recorded.Method.Length > 0 && recorded.Method != made.Method)
        {
            found.Add($"method: recorded {recorded.Method}, made {made.Method}");
        }

        if (options.Match.HasFlag(RequestParts.Path) && recorded.Path.Length > 0 && recorded.Path != made.Path)
        {
            found.Add($"path: recorded {recorded.Path}, made {made.Path}");
        }

        if (options.Match.HasFlag(RequestParts.Query) && recorded.Path.Length > 0)
        {
            AddQuery(found, recorded, made, options);
        }

        if (options.Match.HasFlag(RequestParts.Body))
        {
            AddBody(found, recorded, transport, made, options);
        }

        return found;
    }

    private static void AddQuery(List<string> found, CassetteRequest recorded, CassetteRequest made, ReplayOptions options)
    {
        var left = recorded.Query.ToLookup(parameter => parameter.Key, parameter => parameter.Value);
        var right = made.Query.ToLookup(parameter => parameter.Key, parameter => parameter.Value);
        foreach (var name in left.Select(group => group.Key).Union(right.Select(group => group.Key)))
        {
            if (!left[name].SequenceEqual(right[name]))
            {
                found.Add(options.QuoteDifferences
                    ? $"query.{name}: recorded {string.Join(",", left[name])}, made {string.Join(",", right[name])}"
                    : $"query.{name}: {(!right.Contains(name) ? "missing" : !left.Contains(name) ? "was not recorded" : "differs")}");
            }
        }
    }

    private static void AddBody(List<string> found, CassetteRequest recorded, CassetteTransport transport, CassetteRequest made, ReplayOptions options)
    {
        if (recorded.Body.ValueKind != JsonValueKind.Undefined)
        {
            JsonDifferences.Add(found, "body", recorded.Body, made.Body, options);
            // A request that ignores all members still asks either for a stream or for a body.
            if (options.IgnoredBodyMembers.Contains("*")
                && !options.IgnoredBodyMembers.Contains("stream")
                && AsksForStream(recorded.Body) != AsksForStream(made.Body))
            {
                found.Add("body.stream: one request asks for a stream, the other for a body");
            }
        }
        else if (recorded.Path.Length == 0 && transport != TransportOf(made))
        {
            // A recorded answer without its request: a stream answers only requests for a stream.
            found.Add("body.stream: the recorded answer has another transport");
        }
    }

    private static CassetteTransport TransportOf(CassetteRequest made) =>
        made.Method == CassetteRequest.WebSocketMethod ? CassetteTransport.WebSocket
        : AsksForStream(made.Body) ? CassetteTransport.EventStream
        : CassetteTransport.Blocking;

    private static bool AsksForStream(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
}
