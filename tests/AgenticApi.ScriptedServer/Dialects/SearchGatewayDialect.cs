using System.Text.Json.Nodes;
using AgenticApi.Scripted.Scripts;
using AgenticApi.Scripted.Writing;

namespace AgenticApi.Scripted.Dialects;

/// <summary>A gateway that streams its own searches, without numbers and without a beginning, and the rest as a bare response.</summary>
internal sealed class SearchGatewayDialect : GatewayDialect
{
    public override string Model => "scripted/scripted-oss-20b";

    public override string ItemId(Exchange x, ScriptedItem item, Stage stage) => ItemKind.Of(item.Type).Prefix + Ids.Hex(16, x.KeyOf(item));

    public override bool Streams(ScriptedItem item) => item.Type == "web_search_call";

    public override bool Numbers(string type, ScriptedItem? item) => false;

    public override JsonObject Arrange(JsonObject e) => Sorted(e, typeFirst: false);

    public override void Touch(JsonObject e, Exchange x, ScriptedItem? item)
    {
        if ((string)e["type"]! == "response.web_search_call.completed")
        {
            e["item"] = Item(x, item!, Stage.Done);
        }
    }

    protected override void Shape(JsonObject wire, Exchange x, ScriptedItem item, Stage stage)
    {
        base.Shape(wire, x, item, stage);
        if (stage == Stage.Added)
        {
            wire["action"] = item.Wire["action"]!.DeepClone();
            wire["action"]!.AsObject().Remove("sources");
        }
    }
}
