using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI.Tests.Requests;

/// <summary>Options as members of a request.</summary>
public class ChatRequestTests
{
    [Fact]
    public void Options_become_members() => Sent(new ChatOptions
    {
        ModelId = "other",
        Instructions = "Be brief.",
        Temperature = 0.7f,
        TopP = 0.9f,
        MaxOutputTokens = 100,
        AllowMultipleToolCalls = false,
        Reasoning = new ReasoningOptions { Effort = ReasoningEffort.ExtraHigh, Output = ReasoningOutput.Summary },
        AllowBackgroundResponses = true,
    }).Should().Be("""{"model":"other","instructions":"Be brief.","input":[],"parallel_tool_calls":false,"store":false,"background":true,"max_output_tokens":100,"temperature":0.7,"top_p":0.9,"reasoning":{"effort":"xhigh","summary":"auto"},"stream":false}""");

    [Theory]
    [InlineData("conv_1", "conversation")]
    [InlineData("resp_1", "previous_response_id")]
    public void Conversation_id_names_a_conversation_or_a_response(string id, string member) =>
        Sent(new ChatOptions { ConversationId = id }).Should().Contain($"\"{member}\":\"{id}\"");

    [Fact]
    public void Tool_modes_become_tool_choices()
    {
        Sent(new ChatOptions { ToolMode = ChatToolMode.Auto }).Should().Contain("\"tool_choice\":\"auto\"");
        Sent(new ChatOptions { ToolMode = ChatToolMode.None }).Should().Contain("\"tool_choice\":\"none\"");
        Sent(new ChatOptions { ToolMode = ChatToolMode.RequireAny }).Should().Contain("\"tool_choice\":\"required\"");
        Sent(new ChatOptions { ToolMode = ChatToolMode.RequireSpecific("f") }).Should().Contain("""
            "tool_choice":{"type":"function","name":"f"}
            """);
    }

    [Fact]
    public void Response_formats_become_text_formats()
    {
        Sent(new ChatOptions { ResponseFormat = ChatResponseFormat.Json }).Should().Contain("""
            "text":{"format":{"type":"json_object"}}
            """);
        Sent(new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""u8), "city", "A city."),
            AdditionalProperties = new() { ["strict"] = true },
        }).Should().Contain("""
            "text":{"format":{"type":"json_schema","name":"city","schema":{"type":"object"},"description":"A city.","strict":true}}
            """);
    }

    [Fact]
    public void Raw_request_goes_before_the_options()
    {
        var options = new ChatOptions { Temperature = 1, RawRepresentationFactory = _ => new ResponseRequest { Temperature = 0.5, Store = true, Other = new JsonObject { ["top_k"] = 5 } } };

        Sent(options).Should().Be("""{"model":"m","input":[],"store":true,"temperature":0.5,"top_k":5,"stream":false}""");
    }

    private static string Sent(ChatOptions options) =>
        System.Text.Encoding.UTF8.GetString(ChatRequest.Of(new ResponsesEndpoint((_, _) => throw new NotSupportedException()).AsChatClient("m"), [], options, "m", store: false).ToUtf8Json(stream: false));
}
