using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>How a response ended, and its final items.</summary>
internal sealed class SettledResponse(Ending ending, string status, DeviationLog log, int eventDeviations, StreamedItem[] streamed, TerminalResponse? terminal)
{
    private Dictionary<ItemSlot, string?>? _callIds;

    public Ending Ending { get; } = ending;

    public string Status { get; } = status;

    /// <summary>The deviations of the events until then, followed by those of the complete response.</summary>
    public DeviationLog Log { get; } = log;

    /// <summary>The number of deviations of events in <see cref="Log"/>.</summary>
    public int EventDeviations { get; } = eventDeviations;

    public TerminalOutput Output { get; } = new(terminal, streamed, ending, log);

    /// <summary>Determines how a response ended.</summary>
    /// <param name="terminal">The terminal response; null if there is none.</param>
    /// <param name="hasError">Whether an <c>error</c> event was received.</param>
    /// <param name="slots">The streamed items.</param>
    /// <param name="events">The deviations of the events. They are not changed.</param>
    public static SettledResponse Of(TerminalResponse? terminal, bool hasError, IReadOnlyList<ItemSlot> slots, DeviationLog events)
    {
        var log = events.Fork();
        var (ending, status) = EndingRules.Of(terminal, hasError, log);
        return new SettledResponse(ending, status, log, events.Count, StreamedItems(slots, ending, log), terminal);
    }

    /// <summary>
    /// Returns the deviations of all events, including those after the terminal one, followed by those of the complete response.
    /// </summary>
    public IReadOnlyList<Deviation> DeviationsAfter(DeviationLog events) =>
        events.Count == EventDeviations ? Log.SoFar : [.. events.SoFar, .. Log.SoFar.Skip(EventDeviations)];

    /// <summary>Returns the final <c>call_id</c> of a streamed call; null if the final response lacks the call or its id.</summary>
    public string? CallIdOf(ItemSlot slot)
    {
        NoteCallIds();
        return _callIds!.GetValueOrDefault(slot);
    }

    /// <summary>Reads the call ids while the memory of the items is available.</summary>
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

    /// <summary>Returns the complete items that no step has returned yet, and marks them as returned.</summary>
    public IReadOnlyList<OutputItem> TakeFinished()
    {
        var finished = new List<byte[]>();
        for (var i = 0; i < Output.Items.Length; i++)
        {
            var slot = Output.SlotAt(i);
            if (slot is not { IsReturned: true } && ItemRules.IsComplete(Output.Items[i].Span, Ending))
            {
                slot?.IsReturned = true;
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
