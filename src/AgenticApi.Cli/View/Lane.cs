namespace AgenticApi.Cli.View;

/// <summary>One output item over the events of its answer: what the events say of it, as the stream goes.</summary>
internal sealed class Lane(int number, int round, int? index)
{
    /// <summary>Its place among the answer's lanes, from 0.</summary>
    public int Number { get; } = number;

    /// <summary>The model round that it belongs to, from 0.</summary>
    public int Round { get; } = round;

    /// <summary>Its <c>output_index</c>; null where no event gave one.</summary>
    public int? Index { get; set; } = index;

    /// <summary>The item's type; empty while no event told it.</summary>
    public string Type { get; set; } = "";

    /// <summary>What tells it from others of its type: the name of a call; empty where there is no such thing.</summary>
    public string Name { get; set; } = "";

    /// <summary>Every id that an event gave the item.</summary>
    public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether an event opened it.</summary>
    public bool Announced { get; set; }

    /// <summary>Whether an event finished it.</summary>
    public bool Finished { get; set; }

    /// <summary>What it is called on the page.</summary>
    public string Label => Type.Length > 0 ? Type : "item";

    /// <summary>The family of item types that share a colour.</summary>
    public string Family => FamilyOf(Type);

    public static string FamilyOf(string type) =>
        type == ItemTypes.Message ? "message"
        : type == ItemTypes.Reasoning ? "reasoning"
        : type.Contains("_call", StringComparison.Ordinal) ? "call"
        : "other";

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
