namespace AgenticApi.Cli.View;

/// <summary>An output item of an answer, with the state that its events have set so far.</summary>
/// <param name="number">The position among the items of the stream, from 0.</param>
/// <param name="round">The model round of the item, from 0.</param>
internal sealed class Lane(int number, int round)
{
    public int Number { get; } = number;

    public int Round { get; } = round;

    /// <summary>The <c>output_index</c>; null if no event has one.</summary>
    public int? Index { get; private set; }

    /// <summary>The type of the item; empty if no event has contained it yet.</summary>
    public string Type { get; private set; } = "";

    /// <summary>The name of a tool call; empty for other items.</summary>
    public string Name { get; private set; } = "";

    /// <summary>All ids of the item in its events.</summary>
    public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether an event has finished the item.</summary>
    public bool Finished { get; private set; }

    /// <summary>The label on the page.</summary>
    public string Label => Type.Length > 0 ? Type : "item";

    /// <summary>The family of the item type. Types of one family share a color.</summary>
    public string Family => FamilyOf(Type);

    public static string FamilyOf(string type) =>
        type == ItemTypes.Message ? "message"
        : type == ItemTypes.Reasoning ? "reasoning"
        : type.Contains("_call", StringComparison.Ordinal) ? "call"
        : "other";

    /// <summary>Counts and times of the text deltas. Only deltas with recorded times are counted.</summary>
    public (int Count, int Characters, TimeSpan First, TimeSpan Last, bool AreSummary) Deltas { get; private set; }

    /// <summary>Applies an event of the item.</summary>
    public void Apply(ResponseStep step, TimeSpan? time)
    {
        if (time is { } at && step is { Effect: StepEffect.TextAppended, Event: DeltaEvent delta })
        {
            Deltas = (
                Deltas.Count + 1,
                Deltas.Characters + delta.Delta.Length,
                Deltas.Count == 0 ? at : Deltas.First,
                at,
                Deltas.AreSummary || delta.Type == EventTypes.ReasoningSummaryTextDelta);
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

    /// <summary>Sets the type and name from an item.</summary>
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
