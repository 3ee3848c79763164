using System.Text.Json.Nodes;
using AgenticApi.Scripted.Scripts;
using AgenticApi.Scripted.Writing;

namespace AgenticApi.Scripted.Dialects;

/// <summary>xAI: ids without prefix; a search is announced as already finished, has arguments like a function, and shows no progress.</summary>
internal sealed class XaiDialect : Dialect
{
    public override string Model => "scripted-x-fast";

    public override bool NamesEvents => false;

    public override bool ShowsSearch => false;

    protected override string Template =>
        """
        {"created_at":null,"id":null,"max_output_tokens":null,"model":null,"object":"response","output":[],"parallel_tool_calls":true,
        "previous_response_id":null,"reasoning":{"effort":null,"summary":null},"temperature":null,"text":{"format":{"type":"text"}},
        "tool_choice":"auto","tools":[],"top_p":null,"user":null,"incomplete_details":null,"status":null,"store":true,"metadata":{}}
        """;

    public override string ResponseId(Exchange x) => Ids.Uuid(x.Key);

    public override string ItemId(Exchange x, ScriptedItem item, Stage stage) =>
        item.Type == "message" ? $"msg_{ResponseId(x)}" : $"fc_{ResponseId(x)}_{x.Items.ToList().IndexOf(item)}";

    public override void Touch(JsonObject e, Exchange x, ScriptedItem? item)
    {
        if ((string)e["type"]! == "response.output_text.done")
        {
            e.Remove("logprobs");
        }
    }

    protected override JsonObject Usage(Exchange x)
    {
        var usage = base.Usage(x);
        usage["num_sources_used"] = 0;
        usage["num_server_side_tools_used"] = x.Items.Count(item => item.Type == "web_search_call");
        return usage;
    }

    protected override void Shape(JsonObject wire, Exchange x, ScriptedItem item, Stage stage)
    {
        if (item.Type == "web_search_call")
        {
            wire["status"] = "completed";
        }
    }
}
