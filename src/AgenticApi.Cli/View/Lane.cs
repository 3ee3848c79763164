namespace AgenticApi.Cli.View;

/// <summary>One output item over the events of its answer: what the events say of it, as the stream goes.</summary>
/// <param name="number">Its place among the items of the stream, from 0.</param>
/// <param name="round">The model round that it belongs to, from 0.</param>
internal sealed class Lane(int number, int round)
{
    public int Number { get; } = number;

    public int Round { get; } = round;

    /// <summary>Its <c>output_index</c>; null where no event gave one.</summary>
    public int? Index { get; private set; }

    /// <summary>The item's type; empty while no event told it.</summary>
    public string Type { get; private set; } = "";

    /// <summary>What tells it from others of its type: the name of a call; empty where there is no such thing.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Every id that an event gave the item.</summary>
    public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether an event finished it.</summary>
    public bool Finished { get; private set; }

    /// <summary>What it is called on the page.</summary>
    public string Label => Type.Length > 0 ? Type : "item";

    /// <summary>The family of item types that share a colour.</summary>
    public string Family => FamilyOf(Type);

    public static string FamilyOf(string type) =>
        type == ItemTypes.Message ? "message"
        : type == ItemTypes.Reasoning ? "reasoning"
        : type.Contains("_call", StringComparison.Ordinal) ? "call"
        : "other";

    /// <summary>The deltas of its text; their characters are counted only where their times were recorded.</summary>
    public (int Count, int Characters, TimeSpan First, TimeSpan Last, bool AreSummary) Deltas { get; private set; }

    /// <summary>Takes what an event of the item says of it.</summary>
    public void Take(ResponseStep step, TimeSpan? time)
    {
        if (time is { } at && step is { Effect: StepEffect.TextAppended, Event: DeltaEvent delta })
        {
            Deltas = (Deltas.Count + 1, Deltas.Characters + delta.Delta.Length, Deltas.Count == 0 ? at : Deltas.First, at, Deltas.AreSummary || delta.Type == EventTypes.ReasoningSummaryTextDelta);
        }

        if (step is not { Event: ItemEvent about, Effect: not StepEffect.Ignored })
        {
            return;
        }

        Index ??= about.OutputIndex;
        Finished |= step.Effect == StepEffect.ItemFinished;
        if (about.ItemId is { Length: > 0 } id)
        {
            Ids.Add(id);
        }

        if (about is OutputItemEvent { Item: { } item })
        {
            Describe(item);
        }
    }

    /// <summary>Takes what an item says of itself.</summary>
    public void Describe(OutputItem item)
    {
        Type = item.Type.Length > 0 ? item.Type : Type;
        Name = item switch
        {
            FunctionCallItem { Name.Length: > 0 } call => call.Name,
            CustomToolCallItem { Name.Length: > 0 } call => call.Name,
            McpCallItem { Name.Length: > 0 } call => call.Name,
            _ => Name,
        };
    }
}
