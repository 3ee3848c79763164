using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>How a response ended, and with which items.</summary>
internal sealed class SettledResponse(Ending ending, string status, DeviationLog log, int eventDeviations, StreamedItem[] streamed, TerminalResponse? terminal)
{
    private Dictionary<ItemSlot, string?>? _callIds;

    public Ending Ending { get; } = ending;

    public string Status { get; } = status;

    /// <summary>The deviations of the events until then, and those of the response as a whole.</summary>
    public DeviationLog Log { get; } = log;

    /// <summary>How many of them are those of events.</summary>
    public int EventDeviations { get; } = eventDeviations;

    public TerminalOutput Output { get; } = new(terminal, streamed, ending, log);

    /// <summary>Works out how a response ended.</summary>
    /// <param name="terminal">What the terminal event carries; null where none came.</param>
    /// <param name="hasError">Whether an <c>error</c> event came.</param>
    /// <param name="slots">The streamed items.</param>
    /// <param name="events">The deviations of the events; they stay as they are.</param>
    public static SettledResponse Of(TerminalResponse? terminal, bool hasError, IReadOnlyList<ItemSlot> slots, DeviationLog events)
    {
        var log = events.Fork();
        var (ending, status) = EndingRules.Of(terminal, hasError, log);
        return new SettledResponse(ending, status, log, events.Count, StreamedItems(slots, ending, log), terminal);
    }

    /// <summary>All deviations of the events, those that came after the terminal one included, and then those of the response as a whole.</summary>
    public IReadOnlyList<Deviation> DeviationsAfter(DeviationLog events) =>
        events.Count == EventDeviations ? Log.SoFar : [.. events.SoFar, .. Log.SoFar.Skip(EventDeviations)];

    /// <summary>The <c>call_id</c> that a streamed call has in the end; null where it is left out or has none.</summary>
    public string? CallIdOf(ItemSlot slot)
    {
        NoteCallIds();
        return _callIds!.GetValueOrDefault(slot);
    }

    /// <summary>Reads the call ids while the items are there.</summary>
    public void NoteCallIds()
    {
        if (_callIds is not null)
        {
            return;
        }

        _callIds = [];
        for (var i = 0; i < Output.Items.Length; i++)
        {
            if (Output.SlotAt(i) is { CallIds.Count: > 0 } slot)
            {
                _callIds[slot] = JsonRaw.Text(JsonRaw.Member(Output.Items[i].Span, "call_id"u8));
            }
        }
    }

    /// <summary>The whole items that were not given out yet; now they are.</summary>
    public IReadOnlyList<OutputItem> TakeFinished()
    {
        var finished = new List<byte[]>();
        for (var i = 0; i < Output.Items.Length; i++)
        {
            var slot = Output.SlotAt(i);
            if (slot is not { IsGiven: true } && ItemRules.IsWhole(Output.Items[i].Span, Ending))
            {
                slot?.IsGiven = true;
                finished.Add(Output.Items[i].ToArray());
            }
        }

        return finished.Count == 0 ? [] : new FinishedItems([.. finished]);
    }

    private static StreamedItem[] StreamedItems(IReadOnlyList<ItemSlot> slots, Ending ending, DeviationLog log)
    {
        var open = ending == Ending.Completed ? Statuses.Completed : Statuses.Incomplete;
        var streamed = new StreamedItem[slots.Count];
        for (var i = 0; i < streamed.Length; i++)
        {
            var slot = slots[i];
            var isBroken = false;
            streamed[i] = new StreamedItem(slot, slot.Resolve(open, ref isBroken));
            var at = new EventPosition(null, null, slot.OutputIndex);
            if (ending == Ending.Completed && !slot.Finished)
            {
                log.Add(DeviationKind.ItemNotFinished, at, slot);
            }

            if (isBroken)
            {
                log.Add(DeviationKind.BrokenText, at, slot);
            }
        }

        return streamed;
    }
}
