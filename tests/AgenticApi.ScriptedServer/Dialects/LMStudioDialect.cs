using System.Text.Json.Nodes;
using AgenticApi.Scripted.Scripts;
using AgenticApi.Scripted.Writing;

namespace AgenticApi.Scripted.Dialects;

/// <summary>LM Studio: the protocol, its members in another order; a reasoning item has a status.</summary>
internal sealed class LMStudioDialect : Dialect
{
    public override string Model => "scripted/scripted-14b";

    public override bool NamesEvents => false;

    public override bool IndentsBodies => true;

    protected override string Template =>
        """
        {"id":null,"object":"response","created_at":null,"completed_at":null,"status":null,"incomplete_details":null,"model":null,
        "previous_response_id":null,"instructions":null,"output":[],"error":null,"tools":[],"tool_choice":"auto","truncation":"auto",
        "parallel_tool_calls":true,"text":{"format":{"type":"text"}},"top_p":0.95,"presence_penalty":0,"frequency_penalty":1.1,"top_logprobs":0,
        "temperature":0.8,"reasoning":{"summary":null,"effort":null},"usage":null,"max_output_tokens":null,"max_tool_calls":null,"store":true,
        "background":false,"service_tier":"default","metadata":{},"safety_identifier":null,"prompt_cache_key":null}
        """;

    public override string ResponseId(Exchange x) => "resp_" + Ids.Hex(48, x.Key);

    public override string ItemId(Exchange x, ScriptedItem item, Stage stage) =>
        ItemKind.Of(item.Type).Prefix + Ids.Letters(21, x.KeyOf(item)).ToLowerInvariant();

    public override JsonObject Arrange(JsonObject e) => e;

    public override JsonObject Final(Exchange x)
    {
        var response = base.Final(x);
        response["completed_at"] = x.CreatedAt + 5;
        return response;
    }

    protected override void Shape(JsonObject wire, Exchange x, ScriptedItem item, Stage stage)
    {
        if (item.Type == "reasoning")
        {
            wire["status"] = stage == Stage.Added ? "in_progress" : "completed";
        }
    }
}
