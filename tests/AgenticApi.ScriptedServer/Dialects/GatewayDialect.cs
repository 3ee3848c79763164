using System.Text.Json.Nodes;
using AgenticApi.Scripted.Scripts;
using AgenticApi.Scripted.Writing;

namespace AgenticApi.Scripted.Dialects;

/// <summary>A gateway that streams nothing but the final response, as a bare object; a response of few members.</summary>
internal class GatewayDialect : Dialect
{
    public override string Model => "scripted/scripted-35b-a3b";

    public override bool NamesEvents => false;

    public override bool SaysDone => true;

    protected override string Template => Reduced;

    /// <summary>The response as gateways give it.</summary>
    public static string Reduced =>
        """
        {"id":null,"object":"response","created_at":null,"model":null,"status":null,"output":[],"usage":null,"incomplete_details":null,"error":null,
        "previous_response_id":null,"conversation_id":null,"instructions":null}
        """;

    public override string ResponseId(Exchange x) => "resp_" + Ids.Uuid(x.Key);

    public override string ItemId(Exchange x, ScriptedItem item, Stage stage) => ItemKind.Of(item.Type).Prefix + Ids.Uuid(x.KeyOf(item));

    public override string CallId(Exchange x, ScriptedItem item, Stage stage) => "call_" + Ids.Hex(24, x.KeyOf(item) + "/call");

    public override bool Streams(ScriptedItem item) => false;

    public override void Begin(AnswerWriter w)
    {
    }

    public override void End(AnswerWriter w) => w.Bare(Final(w.Exchange));

    protected override void Shape(JsonObject wire, Exchange x, ScriptedItem item, Stage stage) => Reduce(wire);

    /// <summary>What a gateway makes of an item: parts without log probabilities, and reasoning without a status.</summary>
    public static void Reduce(JsonObject wire)
    {
        if ((string)wire["type"]! == "reasoning")
        {
            wire["encrypted_content"] = null;
            wire["status"] = null;
        }

        foreach (var part in wire["content"] as JsonArray ?? [])
        {
            part!.AsObject().Remove("logprobs");
        }
    }
}
