using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>The response that the terminal event carries, and what decides about the ending.</summary>
internal sealed class TerminalResponse
{
    private readonly JsonMember[] _members;

    /// <summary>Copies the response.</summary>
    /// <param name="type">The event's type; empty for a bare response.</param>
    /// <param name="response">The response.</param>
    /// <param name="streamed">The streamed items, as which its own mostly stand there.</param>
    /// <param name="maxItems">How many items it may have.</param>
    /// <exception cref="ResponseProtocolException">It has more.</exception>
    public TerminalResponse(string type, scoped JsonMembers response, IReadOnlyList<ItemSlot> streamed, int maxItems)
    {
        Type = type;
        Status = JsonRaw.Content(response.Value("status"u8)) is var status && status.SequenceEqual("completed"u8) ? Statuses.Completed : JsonRaw.Text(response.Value("status"u8));
        HasError = !JsonRaw.IsEmpty(response.Value("error"u8));
        HasIncompleteDetails = !JsonRaw.IsEmpty(response.Value("incomplete_details"u8));
        if (response.Find("output"u8) is >= 0 and var output && JsonRaw.IsArray(response.Value(output)) && !JsonRaw.IsEmpty(response.Value(output)))
        {
            Output = Split(response.Json, response[output].Start, streamed, maxItems);
        }

        Json = response.Json.ToArray();
        _members = response.Items.ToArray();
    }

    public string Type { get; }

    public byte[] Json { get; }

    /// <summary>The members of the response.</summary>
    public JsonMembers Members => new(Json, (ReadOnlySpan<JsonMember>)_members);

    public string? Status { get; }

    public bool HasError { get; }

    public bool HasIncompleteDetails { get; }

    /// <summary>Where the items stand in <see cref="Json"/>; empty where the event gives none.</summary>
    public IReadOnlyList<(int Start, int Length)> Output { get; } = [];

    /// <summary>Finds the values of an array. One that stands there as the stream had it is as long as that, and need not be scanned.</summary>
    private static List<(int Start, int Length)> Split(ReadOnlySpan<byte> json, int array, IReadOnlyList<ItemSlot> streamed, int maxItems)
    {
        var items = new List<(int Start, int Length)>(Math.Min(streamed.Count, maxItems));
        for (var at = JsonScan.White(json, array + 1); json[at] != ']';)
        {
            Limit.Check(items.Count, maxItems, nameof(ResponseAccumulatorOptions.MaxItems), "output items in one response");
            var known = items.Count < streamed.Count && streamed[items.Count].Finished ? streamed[items.Count].FinishedJson : default;
            var end = known.Length > 0 && json[at..].StartsWith(known) ? at + known.Length : JsonScan.Value(json, at);
            items.Add((at, end - at));
            at = JsonScan.White(json, end);
            at = json[at] == ',' ? JsonScan.White(json, at + 1) : at;
        }

        return items;
    }
}
