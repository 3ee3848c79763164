using System.Text.Json.Nodes;
using AgenticApi.Scripted.Scripts;

namespace AgenticApi.Scripted.Writing;

/// <summary>One request and the turn that answers it.</summary>
/// <param name="Scenario">The conversation.</param>
/// <param name="Number">The turn's number, from 1.</param>
/// <param name="Request">The request's body.</param>
/// <param name="ContextTokens">The tokens of the turns that it continues.</param>
internal sealed record Exchange(Scenario Scenario, int Number, JsonObject Request, int ContextTokens)
{
    /// <summary>When everything happens: one moment of the autumn of 2026, and later turns a little later.</summary>
    public const long Epoch = 1_790_000_000;

    public ScriptedTurn Turn => Scenario.Turns[Number - 1];

    public IReadOnlyList<ScriptedItem> Items => Turn.Answer;

    /// <summary>What every id of the turn is made from.</summary>
    public string Key => $"{Scenario.Name}/{Number}";

    public long CreatedAt => Epoch + (100 * Number);

    public bool Background => (bool?)Request["background"] ?? false;

    /// <summary>About four characters make a token.</summary>
    public int InputTokens => ContextTokens + Length("input") + Length("tools") + Length("instructions");

    public int OutputTokens => Items.Sum(item => Pieces.Of(item.Written).Count);

    public int ReasoningTokens => Items.Where(item => item.Type == "reasoning").Sum(item => Pieces.Of(item.Written).Count);

    public string KeyOf(ScriptedItem item) => $"{Key}/{Items.ToList().IndexOf(item)}";

    private int Length(string member) => (Request[member]?.ToJsonString().Length ?? 0) / 4;
}
