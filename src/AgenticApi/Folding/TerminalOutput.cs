using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>
/// Which items the response has in the end. The terminal event's output decides which there are, their order, ids and fields;
/// where it gives none, the streamed items stand.
/// </summary>
internal sealed class TerminalOutput
{
    private readonly StreamedItem?[] _origins;
    private readonly Ending _ending;
    private readonly DeviationLog _log;

    public TerminalOutput(TerminalResponse? terminal, StreamedItem[] streamed, Ending ending, DeviationLog log)
    {
        (_ending, _log) = (ending, log);
        if (terminal is null || terminal.Output.IsEmpty)
        {
            if (terminal is not null && streamed.Length > 0)
            {
                log.Add(DeviationKind.TerminalOutputMissing, default);
            }

            _origins = streamed;
            Items = Array.ConvertAll(streamed, item => item.Json);
            AreChanged = streamed.Length > 0;
            return;
        }

        Items = Split(terminal.Output, streamed);
        var members = new JsonMember[]?[Items.Length];
        _origins = ItemMatch.Partners(Items, streamed, members);
        for (var i = 0; i < Items.Length; i++)
        {
            if (Join(_origins[i], Items[i].Span, members[i], i, streamed.Length > 0) is { } joined)
            {
                Items[i] = joined;
                AreChanged = true;
            }
        }

        ReportOmitted(streamed);
    }

    /// <summary>The items of the response.</summary>
    public ReadOnlyMemory<byte>[] Items { get; }

    /// <summary>Whether the items are others than the terminal event's own.</summary>
    public bool AreChanged { get; }

    /// <summary>What a streamed item became; empty where the terminal output leaves it out.</summary>
    public ReadOnlyMemory<byte> Final(ItemSlot slot)
    {
        var place = Array.FindIndex(_origins, origin => origin?.Slot == slot);
        return place < 0 ? default : Items[place];
    }

    /// <summary>The values of the array. One that stands there as the stream had it is as long as that, and need not be stepped through.</summary>
    private static ReadOnlyMemory<byte>[] Split(ReadOnlyMemory<byte> array, StreamedItem[] streamed)
    {
        var json = array.Span;
        var items = new List<ReadOnlyMemory<byte>>(streamed.Length);
        for (var at = JsonSkip.White(json, 1); json[at] != ']';)
        {
            var known = items.Count < streamed.Length ? streamed[items.Count].Json.Span : default;
            var end = JsonRaw.IsObject(known) && json[at..].StartsWith(known) ? at + known.Length : JsonSkip.Value(json, at);
            items.Add(array[at..end]);
            at = JsonSkip.White(json, end);
            at = json[at] == ',' ? JsonSkip.White(json, at + 1) : at;
        }

        return [.. items];
    }

    private void ReportOmitted(StreamedItem[] streamed)
    {
        foreach (var left in streamed)
        {
            if (Array.IndexOf(_origins, left) < 0)
            {
                var severity = ItemRules.IsVisible(left.Json.Span) ? DeviationSeverity.Error : DeviationSeverity.Warning;
                _log.Add(DeviationKind.TerminalOmitsItem, new EventPosition(null, null, left.Slot.OutputIndex), left.Slot.IdText, severity);
            }
        }
    }

    /// <summary>The terminal item with what only the streamed one has; null where it can stand as it came.</summary>
    private byte[]? Join(StreamedItem? earlier, ReadOnlySpan<byte> item, JsonMember[]? known, int place, bool wasStreamed)
    {
        var at = new EventPosition(null, null, place);
        if (!JsonRaw.IsObject(item) || (earlier is not null && earlier.Json.Span.SequenceEqual(item)))
        {
            return null;
        }

        if (earlier is null && wasStreamed)
        {
            _log.Add(DeviationKind.TerminalAddsItem, at, IdOf(item));
        }

        var members = known is not null ? new JsonMembers(item, (ReadOnlySpan<JsonMember>)known) : new JsonMembers(item, stackalloc JsonMember[JsonMembers.Room]);
        var inferred = InferStatus(earlier, members, place);
        if (inferred is not null)
        {
            _log.Add(DeviationKind.StatusInferred, at, IdOf(item));
            members = new JsonMembers(inferred, stackalloc JsonMember[JsonMembers.Room]);
        }

        if (earlier is null)
        {
            return inferred;
        }

        var output = default(RawBuffer);
        var differences = Differences.None;
        var isJoined = JsonMerge.Objects(earlier.Members, members, ref output, ref differences, ignoreStatus: earlier.Slot.StatusIsInferred);
        ItemRules.ReportTerminal(differences, _log, at, earlier.Slot);
        return isJoined ? output.Take() : inferred;
    }

    /// <summary>
    /// Of a completed response every item is completed. Of one that was cut off it is the last item that was cut; so it is told alike from a
    /// stream and from a body.
    /// </summary>
    private byte[]? InferStatus(StreamedItem? earlier, scoped JsonMembers item, int place)
    {
        var said = earlier is null || earlier.Slot.StatusIsInferred ? default : earlier.Members.Value("status"u8);
        if (!JsonRaw.IsEmpty(said))
        {
            return ItemRules.InferStatus(item, isRequired: false, said);
        }

        var cut = _ending != Ending.Completed && place == Items.Length - 1;
        return ItemRules.InferStatus(item, ItemRules.TypeOf(item) == ItemTypes.Message, cut ? "\"incomplete\""u8 : "\"completed\""u8);
    }

    private static string? IdOf(ReadOnlySpan<byte> item) => JsonRaw.Text(JsonRaw.Member(item, "id"u8));
}

/// <summary>An item as the stream had it, with the slot that it comes from.</summary>
internal sealed class StreamedItem(ItemSlot slot, ReadOnlyMemory<byte> json)
{
    private JsonMember[]? _members;

    public ItemSlot Slot { get; } = slot;

    public ReadOnlyMemory<byte> Json { get; } = json;

    /// <summary>The item's members, found when they are first asked for.</summary>
    public JsonMembers Members => new(Json.Span, (ReadOnlySpan<JsonMember>)(_members ??= JsonMembers.Of(Json.Span)));
}
