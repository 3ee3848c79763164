using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>The response in the terminal event.</summary>
internal sealed class TerminalResponse
{
    private readonly KnownObject _known;
    private RawBuffer _json;

    /// <summary>Copies the response.</summary>
    /// <param name="type">The type of the event; empty for a bare response.</param>
    /// <param name="response">The response.</param>
    /// <param name="items">The items of the response; empty if they were not recorded.</param>
    /// <param name="maxItems">The maximum number of items.</param>
    /// <exception cref="ResponseProtocolException">The response has more items.</exception>
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

    /// <summary>Returns the members of the response.</summary>
    public JsonMembers Members(Span<JsonMember> room) => _known.Members(room);

    public string? Status { get; }

    public bool HasError { get; }

    public bool HasIncompleteDetails { get; }

    /// <summary>The positions of the items in <see cref="Json"/>; empty if the event has none.</summary>
    public IReadOnlyList<(int Start, int Length)> Output { get; } = [];

    /// <summary>Releases the memory. The response cannot be used afterwards.</summary>
    public void Release() => _json.Release();

    /// <summary>Finds the items of the output.</summary>
    private static List<(int Start, int Length)> Split(ReadOnlySpan<byte> json, JsonMember output, scoped JsonMembers noted, int maxItems)
    {
        var items = new List<(int Start, int Length)>(Math.Min(noted.Count, maxItems));

        // Positions that were recorded in the event are only valid if the response was not rewritten.
        if (noted.Json == output.Value(json))
        {
            foreach (var item in noted.Items)
            {
                Add(items, output.Start + item.Start, output.Start + item.End, maxItems);
            }

            return items;
        }

        var steps = new JsonSteps(json, output.Start);
        while (steps.Next())
        {
            var end = JsonScan.SkipValue(json, steps.Start);
            Add(items, steps.Start, end, maxItems);
            steps.Pass(end);
        }

        return items;
    }

    private static void Add(List<(int Start, int Length)> items, int start, int end, int maxItems)
    {
        Limit.Check(items.Count, maxItems, nameof(ResponseAccumulatorOptions.MaxItems), "output items in one response");
        items.Add((start, end - start));
    }
}
