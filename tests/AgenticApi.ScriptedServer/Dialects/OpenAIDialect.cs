using System.Text.Json.Nodes;
using AgenticApi.Scripted.Scripts;
using AgenticApi.Scripted.Writing;

namespace AgenticApi.Scripted.Dialects;

/// <summary>OpenAI: the protocol, with deltas padded against reading their length.</summary>
internal sealed class OpenAIDialect : Dialect
{
    public override string Model => "scripted-1";

    public override bool IndentsBodies => true;

    protected override string Template =>
        """
        {"id":null,"object":"response","created_at":null,"status":null,"background":false,"completed_at":null,"error":null,"frequency_penalty":0.0,
        "incomplete_details":null,"instructions":null,"max_output_tokens":null,"max_tool_calls":null,"model":null,"output":[],"parallel_tool_calls":true,
        "presence_penalty":0.0,"previous_response_id":null,"prompt_cache_key":null,"prompt_cache_retention":"in_memory",
        "reasoning":{"effort":null,"summary":null},"safety_identifier":null,"service_tier":"auto","store":true,"temperature":1.0,
        "text":{"format":{"type":"text"},"verbosity":"medium"},"tool_choice":"auto","tools":[],"top_logprobs":0,"top_p":1.0,
        "truncation":"disabled","usage":null,"user":null,"metadata":{}}
        """;

    public override void Touch(JsonObject e, Exchange x, ScriptedItem? item)
    {
        // Padding makes every delta as long as the others of its size, rounded up to sixteen.
        if (e["delta"] is JsonValue delta && !x.Background)
        {
            e["obfuscation"] = Ids.Letters(16 - (delta.ToString().Length % 16), $"{x.Key}/{e["sequence_number"]}");
        }
    }

    public override JsonObject Final(Exchange x)
    {
        var response = base.Final(x);
        if ((string?)response["status"] == "completed")
        {
            response["completed_at"] = x.CreatedAt + 2;
        }

        if (x.Turn.Failed is null)
        {
            response["service_tier"] = "default";
        }

        return response;
    }

    protected override JsonObject Envelope(Exchange x, string status)
    {
        var response = base.Envelope(x, status);
        // The name of a model stands for its newest version, which the answer names.
        response["model"] = $"{x.Request["model"]}-2026-09-01";
        if (x.Request["conversation"] is { } conversation)
        {
            response["conversation"] = conversation is JsonObject ? conversation.DeepClone() : new JsonObject { ["id"] = conversation.DeepClone() };
        }

        return response;
    }

    protected override void Shape(JsonObject wire, Exchange x, ScriptedItem item, Stage stage)
    {
        if (wire.ContainsKey("encrypted_content"))
        {
            // The same reasoning is encrypted anew wherever it is written.
            wire["encrypted_content"] = "gAAAAA" + Ids.Letters(32, $"{x.KeyOf(item)}/{stage}");
        }

        var approval = (x.Request["input"] as JsonArray ?? []).FirstOrDefault(input => (string?)input!["type"] == "mcp_approval_response");
        if (item.Type == "mcp_call" && approval is not null)
        {
            wire["approval_request_id"] = approval["approval_request_id"]!.DeepClone();
        }
    }
}
