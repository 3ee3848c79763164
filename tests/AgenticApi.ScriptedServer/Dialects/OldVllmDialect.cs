using System.Text.Json.Nodes;
using AgenticApi.Scripted.Scripts;
using AgenticApi.Scripted.Writing;

namespace AgenticApi.Scripted.Dialects;

/// <summary>vLLM 0.21: responses of a few members, and none of them the output when it ends.</summary>
internal sealed class OldVllmDialect : VllmDialect
{
    public override string Model => "scripted/scripted-26b-it";

    public override bool NamesEvents => false;

    protected override string Template => """{"id":null,"created_at":null,"status":null,"output":[],"model":null,"object":"response"}""";

    public override void Touch(JsonObject e, Exchange x, ScriptedItem? item)
    {
        base.Touch(e, x, item);
        e.Remove("logprobs");
        if ((string)e["type"]! == "response.in_progress")
        {
            e["response"] = new JsonObject { ["id"] = ResponseId(x), ["status"] = "in_progress" };
        }
    }

    public override JsonObject Final(Exchange x) =>
        new()
        {
            ["id"] = ResponseId(x),
            ["status"] = "completed",
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = x.InputTokens,
                ["output_tokens"] = x.OutputTokens,
                ["total_tokens"] = x.InputTokens + x.OutputTokens,
            },
        };

    protected override JsonObject Envelope(Exchange x, string status)
    {
        var response = Nodes.Object(Template);
        response["model"] = x.Request["model"]!.DeepClone();
        response["id"] = ResponseId(x);
        response["created_at"] = x.CreatedAt;
        response["status"] = status;
        return response;
    }

    protected override void Shape(JsonObject wire, Exchange x, ScriptedItem item, Stage stage)
    {
        foreach (var part in wire["content"] as JsonArray ?? [])
        {
            part!.AsObject().Remove("logprobs");
        }
    }
}
