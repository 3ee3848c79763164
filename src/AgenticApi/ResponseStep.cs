using AgenticApi.Folding;

namespace AgenticApi;

/// <summary>One event and what it did to the response.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
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

    /// <summary>The event; null if it was added as bytes or read with <see cref="ResponseAccumulatorOptions.OutlineOnly"/>.</summary>
    public ResponseStreamEvent? Event { get; }

    /// <summary>What the event did.</summary>
    public StepEffect Effect { get; }

    /// <summary>
    /// The number of the item that the event belongs to. Items are numbered from 0 in the order in which they appear in the stream. All
    /// events of an item have the same number, even if their ids and indices differ. Null if the event belongs to no item; can be null if
    /// the event was ignored.
    /// </summary>
    public int? ItemNumber { get; }

    /// <summary>
    /// The model round of that item, from 0. Gateways run several rounds in one response and restart <c>output_index</c> in each.
    /// </summary>
    public int Round { get; }

    /// <summary>
    /// The items that this event completed; usually empty. Each item of the response is in exactly one step: that of its
    /// <c>response.output_item.done</c>, or if there is none, that of the terminal event. An item that was cut off is in no step.
    /// </summary>
    public IReadOnlyList<OutputItem> Finished => _finished ?? [];

    /// <summary>
    /// The deviations found in this event; usually empty. <see cref="ResponseAccumulator.Finish"/> returns those that only the complete
    /// response shows.
    /// </summary>
    public IReadOnlyList<Deviation> Deviations => _deviations ?? [];
}
