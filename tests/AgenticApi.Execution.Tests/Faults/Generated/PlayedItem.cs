using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>A generated item as the server sends it.</summary>
/// <param name="Item">The generated one.</param>
/// <param name="CallId">The id of the call.</param>
/// <param name="Arguments">The arguments in the stream. They name the round, the item, and the behaviour of the tool.</param>
internal sealed record PlayedItem(GeneratedItem Item, string CallId, string Arguments)
{
    /// <summary>The arguments in the final response, if it changes them.</summary>
    public const string Other = """{"other":true,""";

    /// <summary>The arguments in the final response.</summary>
    public string FinalArguments => IsChanged ? $"{Other}{Arguments[1..]}" : Arguments;

    /// <summary>Whether the final response has other arguments. Cut ones stay what they are, and a custom tool has none.</summary>
    public bool IsChanged => Item is { Flaw: ItemFlaw.OtherAtTheEnd, IsCall: true } and not { Kind: ItemKind.Note };

    /// <summary>Makes the items of a round.</summary>
    /// <param name="number">The round's number.</param>
    /// <param name="items">Its generated items.</param>
    /// <param name="said">The number of the round that the arguments name: an earlier one if it is repeated.</param>
    public static List<PlayedItem> All(int number, IReadOnlyList<GeneratedItem> items, int said)
    {
        var played = new List<PlayedItem>();
        for (var i = 0; i < items.Count; i++)
        {
            var before = i > 0 && played[i - 1].Item.IsCall ? played[i - 1] : null;
            var id = items[i].Id switch
            {
                CallIdKind.OfTheItemBefore when before is not null => before.CallId,
                CallIdKind.OfOtherRounds => "call_of_all",
                CallIdKind.None => "",
                _ => $"call_{number}_{i}",
            };
            played.Add(items[i].Flaw == ItemFlaw.Twin && before is not null
                ? new(before.Item with { Id = items[i].Id, Flaw = before.Item.Flaw == ItemFlaw.CutArguments ? ItemFlaw.CutArguments : default }, id, before.Arguments)
                : new(items[i], id, ArgumentsOf(items[i], said, i)));
        }

        return played;
    }

    public void Write(RoundScript script) => _ = Item.Kind switch
    {
        ItemKind.Text => script.Text("Text."),
        ItemKind.Reasoning => script.Reasoning("Hm.", "AAAA"),
        ItemKind.Note => script.CustomCall("note", Arguments, CallId),
        var kind => script.Call($"{kind}".ToLowerInvariant(), Arguments, CallId),
    };

    private static string ArgumentsOf(GeneratedItem item, int round, int at)
    {
        var whole = $$"""{"round":{{round}},"item":{{at}},"does":"{{item.Does}}"}""";
        return item.Flaw == ItemFlaw.CutArguments && item.Kind != ItemKind.Note ? whole[..^3] : whole;
    }
}
