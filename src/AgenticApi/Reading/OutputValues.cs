using AgenticApi.Json;

namespace AgenticApi.Reading;

/// <summary>
/// Checks the values of a response, and records the items of its output. An item with the bytes of a finished item is compared with it
/// instead of being validated again.
/// </summary>
/// <param name="room">Memory for the items.</param>
/// <param name="known">The finished items; null if they are not known.</param>
internal ref struct OutputValues(Span<JsonMember> room, IKnownItems? known) : IMemberValues
{
    private readonly Span<JsonMember> _room = room;

    /// <summary>The items of the output; empty if there is no output, or it has too many items.</summary>
    public JsonMembers Items { get; private set; }

    /// <inheritdoc/>
    public int End(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, int start, int depth)
    {
        if (depth == 0 || (uint)start >= (uint)json.Length || json[start] != '[' || !name.SequenceEqual("output"u8))
        {
            return JsonScan.SkipValue(json, start, depth);
        }

        var count = 0;
        var steps = new JsonSteps(json, start);
        while (steps.Next())
        {
            var at = steps.Start;
            var like = known is not null && count < known.Count ? known.JsonOf(count) : default;
            var end = like.Length > 0 && json[at..].StartsWith(like) && IsFlatter(like, depth) ? at + like.Length : JsonScan.SkipValue(json, at, depth - 1);
            steps.Pass(end);
            if (count < _room.Length)
            {
                _room[count] = new JsonMember(0, 0, at - start, end - at);
            }

            count++;
        }

        Items = steps.End >= 0 && count <= _room.Length ? new JsonMembers(json[start..steps.End], (ReadOnlySpan<JsonMember>)_room[..count]) : default;
        return steps.End;
    }

    /// <summary>Whether JSON has so few brackets that it cannot nest deeper than allowed. Brackets in strings count too.</summary>
    private static bool IsFlatter(ReadOnlySpan<byte> json, int depth) => json.Count((byte)'{') + json.Count((byte)'[') < depth;
}
