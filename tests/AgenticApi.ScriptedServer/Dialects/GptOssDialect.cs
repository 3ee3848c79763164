using System.Text.Json.Nodes;
using AgenticApi.Scripted.Scripts;
using AgenticApi.Scripted.Writing;

namespace AgenticApi.Scripted.Dialects;

/// <summary>
/// vLLM's other code path, for gpt-oss: a streamed call is done without its id, and with the event's fields inside it; what is stored has no
/// status.
/// </summary>
internal sealed class GptOssDialect : VllmDialect
{
    public override string Model => "scripted/scripted-oss-20b";

    protected override bool StraySummary => false;

    /// <summary>Everything is a message to the parser, reasoning too.</summary>
    public override string ItemId(Exchange x, ScriptedItem item, Stage stage) =>
        (item.Type, stage) switch
        {
            ("function_call", Stage.Terminal) => "fc_" + Stored(x, item),
            ("function_call", _) => "fc_" + Ids.Hex(16, x.KeyOf(item)),
            (_, Stage.Terminal) => base.ItemId(x, item, stage),
            _ => "msg_" + Ids.Hex(16, x.KeyOf(item)),
        };

    public override string CallId(Exchange x, ScriptedItem item, Stage stage) =>
        stage == Stage.Terminal ? "call_" + Stored(x, item) : base.CallId(x, item, stage);

    /// <summary>The count of parts goes on from one item to the next.</summary>
    public override int ContentIndex(Exchange x, ScriptedItem item) =>
        x.Items.TakeWhile(before => before != item).Count(before => before.Type is "reasoning" or "message");

    protected override JsonArray PerTurn(int tokens) => [tokens];

    protected override void Shape(JsonObject wire, Exchange x, ScriptedItem item, Stage stage)
    {
        base.Shape(wire, x, item, stage);
        if (item.Type == "function_call" && stage == Stage.Done)
        {
            wire["item_id"] = wire["id"]!.DeepClone();
            wire["id"] = null;
            wire["output_index"] = x.Items.ToList().IndexOf(item);
            wire["sequence_number"] = -1;
        }
        else if ((item.Type == "function_call" && stage == Stage.Terminal) || (!item.Announced && stage == Stage.Done))
        {
            wire["status"] = null;
        }
    }

    private static string Stored(Exchange x, ScriptedItem item) => Ids.Hex(16, x.KeyOf(item) + "/stored");
}
