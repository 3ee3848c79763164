using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>How a response ended, and with which items.</summary>
internal sealed class SettledResponse(Ending ending, string status, DeviationLog log, int eventDeviations, StreamedItem[] streamed, TerminalResponse? terminal)
{
    private Dictionary<ItemSlot, int>? _places;

    public Ending Ending { get; } = ending;

    public string Status { get; } = status;

    /// <summary>The deviations of the events until then, and those of the response as a whole.</summary>
    public DeviationLog Log { get; } = log;

    /// <summary>How many of them are those of events.</summary>
    public int EventDeviations { get; } = eventDeviations;

    public TerminalOutput Output { get; } = new(terminal, streamed, ending, log);

    /// <summary>All deviations of the events, those that came after the terminal one included, and then those of the response as a whole.</summary>
    public IReadOnlyList<Deviation> DeviationsAfter(DeviationLog events) =>
        events.Count == EventDeviations ? Log.SoFar : [.. events.SoFar, .. Log.SoFar.Skip(EventDeviations)];

    /// <summary>The <c>call_id</c> that a streamed call has in the end; null where it is left out or has none.</summary>
    public string? CallIdOf(ItemSlot slot)
    {
        if (_places is null)
        {
            _places = [];
            for (var i = 0; i < Output.Items.Length; i++)
            {
                if (Output.SlotAt(i) is { } origin)
                {
                    _places[origin] = i;
                }
            }
        }

        return _places.TryGetValue(slot, out var place) ? JsonRaw.Text(JsonRaw.Member(Output.Items[place].Span, "call_id"u8)) : null;
    }

    /// <summary>The whole items that were not given out yet; now they are.</summary>
    public IReadOnlyList<OutputItem> TakeFinished()
    {
        var finished = new List<OutputItem>();
        for (var i = 0; i < Output.Items.Length; i++)
        {
            var slot = Output.SlotAt(i);
            if (slot is not { IsGiven: true } && ItemRules.IsWhole(Output.Items[i].Span, Ending))
            {
                slot?.IsGiven = true;
                finished.Add(OutputItem.FromJson(JsonText.Parse(Output.Items[i].Span)));
            }
        }

        return finished;
    }
}
