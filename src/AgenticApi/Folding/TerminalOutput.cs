using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>
/// The final items of a response. The output of the terminal event decides which items there are, their order, ids and members. If it has
/// no output, the streamed items are used.
/// </summary>
internal sealed class TerminalOutput
{
    private readonly StreamedItem?[] _origins;
    private readonly Ending _ending;
    private readonly DeviationLog _log;

    public TerminalOutput(TerminalResponse? terminal, StreamedItem[] streamed, Ending ending, DeviationLog log)
    {
        (_ending, _log) = (ending, log);
        if (terminal is null || terminal.Output.Count == 0)
        {
            if (terminal is not null && streamed.Length > 0)
            {
                log.Add(DeviationKind.TerminalOutputMissing, default);
            }

            _origins = streamed;
            Items = Array.ConvertAll(streamed, static item => item.Json);
            AreChanged = streamed.Length > 0;
        }
        else
        {
            Items = new ReadOnlyMemory<byte>[terminal.Output.Count];
            for (var i = 0; i < Items.Length; i++)
            {
                Items[i] = terminal.Json.Slice(terminal.Output[i].Start, terminal.Output[i].Length);
            }

            var members = new JsonMember[]?[Items.Length];
            _origins = ItemMatch.Find(Items, streamed, members);
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

        ReportArguments();
    }

    /// <summary>The items of the response.</summary>
    public ReadOnlyMemory<byte>[] Items { get; }

    /// <summary>Whether the items differ from those of the terminal event.</summary>
    public bool AreChanged { get; }

    /// <summary>Returns the slot of an item; null if it was not streamed.</summary>
    public ItemSlot? SlotAt(int place) => _origins[place]?.Slot;

    private void ReportOmitted(StreamedItem[] streamed)
    {
        foreach (var origin in _origins)
        {
            origin?.IsTaken = true;
        }

        foreach (var left in streamed)
        {
            if (!left.IsTaken)
            {
                var severity = ItemRules.IsVisible(left.Json.Span) ? DeviationSeverity.Error : DeviationSeverity.Warning;
                _log.Add(DeviationKind.TerminalOmitsItem, new EventPosition(null, null, left.Slot.OutputIndex), left.Slot, severity);
            }
        }
    }

    private void ReportArguments()
    {
        for (var i = 0; i < Items.Length && _ending == Ending.Completed; i++)
        {
            if (_origins[i]?.Slot is not { ArgumentsAreChecked: true } && Items[i].Span.IndexOf("\"arguments\""u8) >= 0 && ItemRules.HasBrokenArguments(Items[i].Span))
            {
                _log.Add(DeviationKind.ArgumentsNotAnObject, new EventPosition(null, null, i), _origins[i]?.Slot);
            }
        }
    }

    /// <summary>Returns the terminal item with the members that only the streamed item has; null if it needs no change.</summary>
    private byte[]? Join(StreamedItem? earlier, ReadOnlySpan<byte> item, JsonMember[]? known, int place, bool wasStreamed)
    {
        var at = new EventPosition(null, null, place);
        if (!JsonRaw.IsObject(item) || (earlier is not null && earlier.Json.Span.SequenceEqual(item)))
        {
            return null;
        }

        if (earlier is null && wasStreamed)
        {
            _log.Add(DeviationKind.TerminalAddsItem, at);
        }

        byte[]? changed = null;
        var room = (stackalloc JsonMember[JsonMembers.Room]);
        var members = known is not null ? new JsonMembers(item, (ReadOnlySpan<JsonMember>)known) : new JsonMembers(item, room);
        if (members.HaveIrregularNames)
        {
            var count = members.Count;
            members = new JsonMembers(changed = JsonUnique.Of(members), room);
            if (members.Count < count)
            {
                _log.Add(DeviationKind.DuplicateFields, at);
            }
        }

        if (InferStatus(earlier, members, place) is { } inferred)
        {
            _log.Add(DeviationKind.StatusInferred, at, earlier?.Slot);
            members = new JsonMembers(changed = inferred, room);
        }

        if (earlier is null)
        {
            return changed;
        }

        var output = default(RawBuffer);
        var differences = Differences.None;
        var isJoined = JsonMerge.Objects(earlier.Members, members, ref output, ref differences, ignoreStatus: earlier.Slot.StatusIsInferred);
        ItemRules.ReportTerminal(differences, _log, at, earlier.Slot);
        return isJoined ? output.Take() : changed;
    }

    /// <summary>
    /// Returns the item with an inferred status; null if it needs none. All items of a completed response are completed. If the response
    /// was cut off, the last item is incomplete: a body shows no more than that, and a stream must give the same result.
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
}
