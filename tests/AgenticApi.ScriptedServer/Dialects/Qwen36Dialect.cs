using System.Text.Json.Nodes;
using AgenticApi.Scripted.Scripts;
using AgenticApi.Scripted.Writing;

namespace AgenticApi.Scripted.Dialects;

/// <summary>vLLM's newer server: OpenAI's envelope and stable ids; reasoning without part events; arguments that begin with a stray <c>{}</c>.</summary>
internal sealed class Qwen36Dialect : Dialect
{
    public override string Model => "scripted/scripted-35b-a3b";

    public override bool SaysDone => true;

    public override string? ReasoningPart => null;

    protected override string Template =>
        """
        {"background":false,"completed_at":null,"conversation":null,"created_at":null,"error":null,"id":null,"incomplete_details":null,
        "instructions":null,"max_output_tokens":null,"max_tool_calls":null,"metadata":{},"model":null,"object":"response","output":[],
        "parallel_tool_calls":true,"previous_response_id":null,"prompt":null,"prompt_cache_key":null,"prompt_cache_retention":null,
        "reasoning":{"effort":"medium","summary":null},"safety_identifier":null,"service_tier":"default","store":true,"status":null,
        "temperature":1.0,"text":{"format":{"type":"text"},"verbosity":"medium"},"tool_choice":"auto","tools":[],"presence_penalty":0.0,
        "frequency_penalty":0.0,"top_logprobs":0,"top_p":1.0,"truncation":"disabled","usage":null,"user":null}
        """;

    public override string ResponseId(Exchange x) => "resp_" + Ids.Uuid(x.Key);

    public override string ItemId(Exchange x, ScriptedItem item, Stage stage) => ItemKind.Of(item.Type).Prefix + Ids.Uuid(x.KeyOf(item));

    public override string CallId(Exchange x, ScriptedItem item, Stage stage) => "call_" + Ids.Hex(24, x.KeyOf(item) + "/call");

    public override IReadOnlyList<string> PiecesOf(ScriptedItem item, string text) =>
        item.Type == "function_call" ? ["{}", .. base.PiecesOf(item, text)] : base.PiecesOf(item, text);

    public override void Touch(JsonObject e, Exchange x, ScriptedItem? item)
    {
        if (((string)e["type"]!).StartsWith("response.function_call_arguments.", StringComparison.Ordinal))
        {
            e["content_index"] = 0;
        }
    }

    public override JsonObject Final(Exchange x)
    {
        var response = base.Final(x);
        response["completed_at"] = x.CreatedAt + 2;
        return response;
    }

    protected override void Shape(JsonObject wire, Exchange x, ScriptedItem item, Stage stage)
    {
        if (item.Type == "reasoning")
        {
            wire["content"] ??= new JsonArray();
        }
        else if (item.Type == "function_call" && stage == Stage.Terminal)
        {
            wire["namespace"] = null;
        }
    }
}
