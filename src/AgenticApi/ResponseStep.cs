using AgenticApi.Folding;

namespace AgenticApi;

/// <summary>One event, and what it did to the response.</summary>
/// <remarks>Immutable, and safe to read from several threads.</remarks>
public readonly struct ResponseStep
{
    private readonly IReadOnlyList<OutputItem>? _finished;
    private readonly IReadOnlyList<Deviation>? _deviations;

    internal ResponseStep(ResponseStreamEvent? streamEvent, FoldStep step, IReadOnlyList<OutputItem> finished, IReadOnlyList<Deviation> deviations)
    {
        Event = streamEvent;
        Effect = step.Effect;
        ItemNumber = step.Item?.Number;
        Round = step.Item?.Round ?? 0;
        _finished = finished;
        _deviations = deviations;
    }

    /// <summary>The event; null where it was added as bytes.</summary>
    public ResponseStreamEvent? Event { get; }

    /// <summary>What it did.</summary>
    public StepEffect Effect { get; }

    /// <summary>
    /// The item that the event is about: its place among the items of the stream in the order in which they opened, from 0. It stays the same
    /// for all events of an item, whatever ids and indices they give. Null where the event is about no item; it may be null too where nothing was
    /// taken from the event.
    /// </summary>
    public int? ItemNumber { get; }

    /// <summary>The model round of that item, from 0: gateways run several in one response, and count <c>output_index</c> anew in each.</summary>
    public int Round { get; }

    /// <summary>
    /// The items that are whole since this event; mostly empty. Each item of the response is in one step, once: that of its
    /// <c>response.output_item.done</c>, or where that is missing, that of the terminal event. An item that was cut off is in none.
    /// </summary>
    public IReadOnlyList<OutputItem> Finished => _finished ?? [];

    /// <summary>The deviations that this event showed; mostly empty. Those that only the response as a whole shows come with <see cref="ResponseAccumulator.Finish"/>.</summary>
    public IReadOnlyList<Deviation> Deviations => _deviations ?? [];
}
