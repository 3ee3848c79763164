using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution.Tests.Requests;

/// <summary>A request is written under the names of the wire.</summary>
public class ResponseRequestTests
{
    [Fact]
    public void Request_with_every_member_has_each_under_its_wire_name()
    {
        var request = ResponseRequest.FromText("Hi") with
        {
            Model = "m",
            Instructions = "Be brief: ä.",
            Tools = [JsonElement.Parse("""{"type":"function","name":"f"}""")],
            ToolChoice = JsonElement.Parse("\"auto\""),
            ParallelToolCalls = false,
            PreviousResponseId = "resp_0",
            Conversation = "conv_1",
            Store = true,
            Background = true,
            Include = ["reasoning.encrypted_content"],
            MaxOutputTokens = 5,
            Temperature = 0.5,
            ReasoningEffort = "low",
            Other = new JsonObject { ["top_p"] = 1, ["metadata"] = null },
        };

        Text(request).Should().Be(
            """
            {"model":"m","instructions":"Be brief: ä.","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}],
            "tools":[{"type":"function","name":"f"}],"tool_choice":"auto","parallel_tool_calls":false,"previous_response_id":"resp_0","conversation":"conv_1",
            "store":true,"background":true,"include":["reasoning.encrypted_content"],"max_output_tokens":5,"temperature":0.5,"reasoning":{"effort":"low"},
            "top_p":1,"metadata":null,"stream":true}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void Request_with_nothing_has_an_empty_input_and_stream()
    {
        Encoding.UTF8.GetString(new ResponseRequest().ToUtf8Json(stream: false)).Should().Be("""{"input":[],"stream":false}""");
    }

    [Fact]
    public void Other_member_wins_over_the_typed_one_except_for_stream()
    {
        var request = ResponseRequest.FromText("Hi") with
        {
            Model = "m",
            ReasoningEffort = "low",
            Other = new JsonObject { ["model"] = "other", ["reasoning"] = new JsonObject { ["summary"] = "auto" }, ["input"] = "text", ["stream"] = false },
        };

        Text(request).Should().Be("""{"model":"other","reasoning":{"summary":"auto"},"input":"text","stream":true}""");
    }

    [Fact]
    public void Items_are_written_raw()
    {
        var item = OutputItem.FromJson(JsonElement.Parse("""{"type":"novel","a":1.50,"b":"\ud800\u0041","c":null}"""));

        Text(ResponseRequest.FromItems(item)).Should().Be("""{"input":[{"type":"novel","a":1.50,"b":"\ud800\u0041","c":null}],"stream":true}""");
    }

    [Fact]
    public void Text_of_a_request_for_logs_holds_no_content()
    {
        (ResponseRequest.FromText("secret") with { Model = "m", Instructions = "secret" }).ToString().Should().Be("ResponseRequest { m, 1 items }");
    }

    private static string Text(ResponseRequest request) => Encoding.UTF8.GetString(request.ToUtf8Json(stream: true));
}
