using System.Text.Json.Nodes;
using AgenticApi.Scripted.Scripts;
using AgenticApi.Scripted.Writing;

namespace AgenticApi.Scripted.Dialects;

/// <summary>
/// vLLM's Python server: what is streamed and what is stored are made apart, so that ids and call ids differ between the two; reasoning
/// parts have events of their own; the stored reasoning has no status.
/// </summary>
internal class VllmDialect : Dialect
{
    private const int Context = 32_768;

    public override string Model => "scripted/scripted-30b";

    public override string? ReasoningPart => "response.reasoning_part";

    protected override string Template =>
        """
        {"id":null,"created_at":null,"incomplete_details":null,"instructions":null,"metadata":null,"model":null,"object":"response","output":[],
        "parallel_tool_calls":true,"temperature":0.6,"tool_choice":"auto","tools":[],"top_p":0.95,"background":false,"max_output_tokens":null,
        "max_tool_calls":null,"previous_response_id":null,"prompt":null,"reasoning":null,"service_tier":"auto","status":null,"text":null,
        "top_logprobs":null,"truncation":"disabled","usage":null,"user":null,"presence_penalty":0.0,"frequency_penalty":0.0,
        "kv_transfer_params":null,"input_messages":null,"output_messages":null}
        """;

    public override string ResponseId(Exchange x) => "resp_" + Ids.Hex(16, x.Key);

    public override string ItemId(Exchange x, ScriptedItem item, Stage stage) =>
        stage == Stage.Terminal ? ItemKind.Of(item.Type).Prefix + Ids.Hex(16, x.KeyOf(item) + "/stored") : Ids.Hex(16, x.KeyOf(item));

    public override string CallId(Exchange x, ScriptedItem item, Stage stage) =>
        stage == Stage.Terminal ? "chatcmpl-tool-" + Ids.Hex(16, x.KeyOf(item) + "/stored/call") : "call_" + Ids.Hex(16, x.KeyOf(item) + "/call");

    public override JsonObject Arrange(JsonObject e) => Sorted(e, typeFirst: false);

    public override void Touch(JsonObject e, Exchange x, ScriptedItem? item)
    {
        if ((string)e["type"]! == "response.function_call_arguments.done")
        {
            e["name"] = item!.Wire["name"]!.DeepClone();
        }
    }

    /// <summary>Whether a finished message has the <c>summary</c> of a reasoning item.</summary>
    protected virtual bool StraySummary => true;

    protected override JsonObject Envelope(Exchange x, string status)
    {
        var response = base.Envelope(x, status);
        response["max_output_tokens"] ??= Context - x.InputTokens;
        response["text"] = ForcedCall.Format(x.Request) ?? response["text"];
        foreach (var tool in response["tools"]!.AsArray())
        {
            tool!["defer_loading"] = null;
        }

        if (response["tools"]!.AsArray().Count == 0)
        {
            response["tool_choice"] = "none";
        }

        return response;
    }

    protected override JsonObject Usage(Exchange x)
    {
        var usage = base.Usage(x);
        var (input, output) = (usage["input_tokens_details"]!, usage["output_tokens_details"]!);
        input["input_tokens_per_turn"] = PerTurn(x.InputTokens);
        input["cached_tokens_per_turn"] = PerTurn(0);
        output["tool_output_tokens"] = 0;
        output["output_tokens_per_turn"] = PerTurn(x.OutputTokens);
        output["tool_output_tokens_per_turn"] = PerTurn(0);
        return usage;
    }

    /// <summary>Counts of the model's turns within the response, where this code path keeps them.</summary>
    protected virtual JsonArray PerTurn(int tokens) => [];

    protected override void Shape(JsonObject wire, Exchange x, ScriptedItem item, Stage stage)
    {
        switch (item.Type)
        {
            case "reasoning":
                wire["content"] ??= null;
                wire["encrypted_content"] = null;
                wire["status"] = stage switch { Stage.Added => "in_progress", Stage.Done => "completed", _ => null };
                break;
            case "function_call":
                wire["namespace"] = null;
                wire["arguments"] = stage == Stage.Done ? item.Streamed ?? wire["arguments"]!.DeepClone() : wire["arguments"]!.DeepClone();
                break;
            case "message":
                wire["phase"] = null;
                if (stage == Stage.Done && StraySummary)
                {
                    wire["summary"] = new JsonArray();
                }

                foreach (var part in wire["content"]!.AsArray())
                {
                    part!["logprobs"] = null;
                }

                break;
        }
    }

    /// <summary>A message of white space, between the reasoning and a call, is streamed and not stored.</summary>
    protected override bool Keeps(ScriptedItem item) =>
        base.Keeps(item) && !(item.Type == "message" && string.IsNullOrWhiteSpace((string?)item.Wire["content"]![0]!["text"] ?? "refusal"));
}
