using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>The response that the terminal event carries, and what decides about the ending.</summary>
internal sealed class TerminalResponse
{
    private readonly KnownObject _known;
    private RawBuffer _json;

    /// <summary>Copies the response.</summary>
    /// <param name="type">The event's type; empty for a bare response.</param>
    /// <param name="response">The response.</param>
    /// <param name="items">Its items, where they were noted; otherwise none.</param>
    /// <param name="maxItems">How many items it may have.</param>
    /// <exception cref="ResponseProtocolException">It has more.</exception>
    public TerminalResponse(string type, scoped JsonMembers response, scoped JsonMembers items, int maxItems)
    {
        Type = type;
        Status = JsonRaw.Content(response.Value("status"u8)) is var status && status.SequenceEqual("completed"u8) ? Statuses.Completed : JsonRaw.Text(response.Value("status"u8));
        HasError = !JsonRaw.IsEmpty(response.Value("error"u8));
        HasIncompleteDetails = !JsonRaw.IsEmpty(response.Value("incomplete_details"u8));
        if (response.Find("output"u8) is >= 0 and var output && JsonRaw.IsArray(response.Value(output)) && !JsonRaw.IsEmpty(response.Value(output)))
        {
            Output = Split(response.Json, response[output], items, maxItems);
        }

        _json.Append(response.Json);
        _known = new KnownObject(Json, response.Items);
    }

    public string Type { get; }

    public ReadOnlyMemory<byte> Json => _json.Memory;

    /// <summary>The members of the response.</summary>
    public JsonMembers Members(Span<JsonMember> room) => _known.Members(room);

    public string? Status { get; }

    public bool HasError { get; }

    public bool HasIncompleteDetails { get; }

    /// <summary>Where the items stand in <see cref="Json"/>; empty where the event gives none.</summary>
    public IReadOnlyList<(int Start, int Length)> Output { get; } = [];

    /// <summary>Gives the memory back. Nothing may be asked of the response after it.</summary>
    public void Release() => _json.Release();

    private static List<(int Start, int Length)> Split(ReadOnlySpan<byte> json, JsonMember output, scoped JsonMembers noted, int maxItems)
    {
        // They were noted where the event stands; a response that had to be written anew has them elsewhere.
        var areNoted = noted.Json == output.Value(json);
        var items = new List<(int Start, int Length)>(Math.Min(noted.Count, maxItems));
        for (var steps = new JsonSteps(json, output.Start); areNoted ? items.Count < noted.Count : steps.Next();)
        {
            Limit.Check(items.Count, maxItems, nameof(ResponseAccumulatorOptions.MaxItems), "output items in one response");
            var start = areNoted ? output.Start + noted[items.Count].Start : steps.Start;
            var end = areNoted ? start + noted[items.Count].Length : JsonScan.Value(json, start);
            steps.Pass(end);
            items.Add((start, end - start));
        }

        return items;
    }
}
