using System.Text.Json.Nodes;
using AgenticApi.Scripted.Scripts;
using AgenticApi.Scripted.Writing;

namespace AgenticApi.Scripted.Dialects;

/// <summary>
/// A gateway before vLLM that calls MCP tools itself, and asks the model again with what they gave: the events of every round are passed on
/// as they are, under one response id; its own events have no numbers; the terminal response is its own, with the ids that were streamed.
/// </summary>
internal sealed class McpGatewayDialect : VllmDialect
{
    public override bool NamesEvents => false;

    public override bool SaysDone => true;

    public override string ResponseId(Exchange x) => "resp_" + Ids.Uuid(x.Key);

    public override string ItemId(Exchange x, ScriptedItem item, Stage stage) =>
        item.Type == "mcp_tool_call" ? "mcp_" + Ids.Hex(16, x.KeyOf(item)) : base.ItemId(x, item, Stage.Added);

    public override bool Numbers(string type, ScriptedItem? item) => item?.Type != "mcp_tool_call" && type != "response.completed";

    public override JsonObject Final(Exchange x)
    {
        var full = base.Final(x);
        var response = Nodes.Object(GatewayDialect.Reduced);
        Nodes.Overlay(response, full.Where(member => response.ContainsKey(member.Key)));
        return response;
    }

    protected override JsonObject Usage(Exchange x) => PlainUsage(x);

    protected override void Shape(JsonObject wire, Exchange x, ScriptedItem item, Stage stage)
    {
        base.Shape(wire, x, item, stage);
        if (stage == Stage.Terminal)
        {
            wire.Remove("phase");
            GatewayDialect.Reduce(wire);
        }
    }
}
