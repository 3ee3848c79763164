using System.Text.Json;
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Conversations;
using AgenticApi.Extensions.AI.Tests.Support;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI.Tests.Functions;

/// <summary>A tool as an AI function.</summary>
public class AsAIFunctionTests
{
    private static readonly JsonElement Schema = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""u8);

    [Fact]
    public void Function_has_the_name_the_description_the_schema_and_the_strictness_of_the_tool()
    {
        var function = Weather(Text("")).AsAIFunction();

        (function.Name, function.Description).Should().Be(("get_weather", "The weather of a city."));
        JsonElement.DeepEquals(function.JsonSchema, Schema).Should().BeTrue();
        function.AdditionalProperties[ChatProperties.Strict].Should().Be(true);
        function.Should().NotBeOfType<ApprovalRequiredAIFunction>();
        function.AsTool().Should().Be(function.GetService<Tool>());
    }

    [Fact]
    public async Task Function_invoking_client_runs_the_tool_and_sends_its_output()
    {
        var tool = Weather((arguments, call, _) => Task.FromResult(ToolOutput.FromText($"Rain in {arguments.GetProperty("city")}.")));
        var (requests, _) = await LeadAsync(tool.AsAIFunction(), Items.Call("call_1", "get_weather", """{"city":"Bergen"}"""));

        JsonElement.DeepEquals(requests[0].GetProperty("tools")[0], tool.Declaration).Should().BeTrue();
        OutputOf(requests[1]).Should().Be("Rain in Bergen.");
    }

    [Fact]
    public async Task Custom_tool_is_a_function_of_one_string()
    {
        var tool = Tool.Custom("run_sql", "Runs a query.", (input, _) => Task.FromResult(ToolOutput.FromText($"ran {input}")));
        var (requests, _) = await LeadAsync(tool.AsAIFunction(), Items.Call("call_1", "run_sql", """{"input":"select 1"}"""));

        var declared = requests[0].GetProperty("tools")[0];
        declared.GetProperty("type").GetString().Should().Be("function");
        declared.GetProperty("parameters").GetProperty("required")[0].GetString().Should().Be("input");
        OutputOf(requests[1]).Should().Be("ran select 1");
    }

    [Fact]
    public async Task Arguments_that_do_not_fit_are_reported_to_the_model_without_running_the_tool()
    {
        var tool = Weather((_, _, _) => throw new InvalidOperationException("ran"));
        var (requests, _) = await LeadAsync(tool.AsAIFunction(), Items.Call("call_1", "get_weather", """{"city":7}"""));

        OutputOf(requests[1]).Should().Contain("invalid_arguments").And.Contain("$.city");
    }

    [Fact]
    public void Tool_that_asks_for_approval_is_a_function_that_requires_it()
    {
        var tool = Weather(Text("")) with { Approve = _ => Approval.Ask };

        var function = tool.AsAIFunction();

        function.Should().BeOfType<ApprovalRequiredAIFunction>();
        function.GetService<Tool>().Should().Be(tool);
        function.AsTool().Approve!(new ToolCall(default, "call_1", "get_weather", "{}")).Kind.Should().Be(ApprovalKind.Ask);
    }

    [Fact]
    public async Task Approved_call_runs_and_the_decision_of_the_tool_still_applies()
    {
        var asks = Weather(Text("ran")) with { Approve = _ => Approval.Ask };
        var refuses = asks with { Approve = _ => Approval.Refuse("Not today.") };

        (await InvokeAsync(asks.AsAIFunction())).Should().Be("ran");
        (await InvokeAsync(refuses.AsAIFunction())).Should().BeOfType<string>().Which.Should().Contain("Not today.");
    }

    [Fact]
    public async Task Exception_of_the_handler_is_thrown_and_a_tool_exception_is_returned()
    {
        await Weather((_, _, _) => throw new InvalidOperationException("broken")).AsAIFunction().Invoking(InvokeAsync).Should().ThrowAsync<InvalidOperationException>();

        (await InvokeAsync(Weather((_, _, _) => throw new ToolException("Try Rome.")).AsAIFunction())).Should().BeOfType<string>().Which.Should().Contain("Try Rome.");
    }

    [Fact]
    public async Task Parts_become_contents_and_are_sent_as_the_same_parts()
    {
        var parts = JsonElement.Parse("""
            [{"type":"input_text","text":"See:"},{"type":"input_image","image_url":"data:image/png;base64,AQID","detail":"low"},{"type":"input_image","file_id":"file_1"},
             {"type":"input_file","file_data":"data:application/pdf;base64,AQID","filename":"a.pdf"},{"type":"input_file","file_url":"https://a.example/b"},{"type":"input_file","file_id":"file_2"}]
            """u8);
        var tool = Weather((_, _, _) => Task.FromResult(ToolOutput.FromParts(parts)));

        var contents = (await InvokeAsync(tool.AsAIFunction())).Should().BeAssignableTo<IList<AIContent>>().Subject;

        contents.Select(content => content.GetType()).Should().Equal(typeof(TextContent), typeof(DataContent), typeof(HostedFileContent), typeof(DataContent), typeof(UriContent), typeof(HostedFileContent));
        JsonElement.DeepEquals(ResultOutput.Of(contents).Parts, parts).Should().BeTrue();
    }

    [Theory]
    [InlineData("""[{"type":"input_text","text":"a"},{"type":"input_video","url":"https://a.example/"}]""")]
    [InlineData("""[{"type":"input_image","image_url":"no url"}]""")]
    [InlineData("""["text"]""")]
    public async Task Parts_that_the_abstractions_do_not_know_stay_json(string parts)
    {
        var tool = Weather((_, _, _) => Task.FromResult(ToolOutput.FromParts(JsonElement.Parse(parts))));

        (await InvokeAsync(tool.AsAIFunction())).Should().BeOfType<JsonElement>().Which.GetRawText().Should().Be(parts);
    }

    [Fact]
    public async Task Handler_gets_the_call_of_the_context_or_one_with_an_id_of_its_own()
    {
        var calls = new List<ToolCall>();
        var function = Weather((_, call, _) =>
        {
            calls.Add(call);
            return Task.FromResult(ToolOutput.FromText(""));
        }).AsAIFunction();
        var given = new ToolCall(new CallKey("run", 1, 2), "call_7", "other", "{}");

        await function.InvokeAsync(new AIFunctionArguments { ["city"] = "Bergen", Context = new Dictionary<object, object?> { [typeof(ToolCall)] = given } });
        await InvokeAsync(function);
        await InvokeAsync(function);

        calls[0].Should().Be(given with { Name = "get_weather", Arguments = """{"city":"Bergen"}""" });
        calls.Select(call => call.IdempotencyKey).Should().OnlyHaveUniqueItems();
        calls.Select(call => call.CallId).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Function_that_wraps_a_tool_under_another_name_is_declared_under_that_name()
    {
        var function = Weather(Text("")).AsAIFunction();

        ToolDeclarations.Of(new Renamed(function)).GetProperty("name").GetString().Should().Be("renamed");
        JsonElement.DeepEquals(ToolDeclarations.Of(new ApprovalRequiredAIFunction(function)), function.GetService<Tool>()!.Declaration).Should().BeTrue();
    }

    [Fact]
    public void Tool_without_a_handler_and_null_are_refused()
    {
        var declared = Tool.FromDeclaration(JsonElement.Parse("""{"type":"function","name":"get_weather"}"""u8));

        declared.Invoking(tool => tool.AsAIFunction()).Should().Throw<ArgumentException>().WithMessage("*get_weather*AsAITool*");
        declared.Invoking(_ => ((Tool)null!).AsAIFunction()).Should().Throw<ArgumentNullException>();
    }

    private static Tool Weather(Func<JsonElement, ToolCall, CancellationToken, Task<ToolOutput>> handler) => Tool.FromSchema("get_weather", "The weather of a city.", Schema, handler);

    private static Func<JsonElement, ToolCall, CancellationToken, Task<ToolOutput>> Text(string text) => (_, _, _) => Task.FromResult(ToolOutput.FromText(text));

    private static Task<object?> InvokeAsync(AIFunction function) => function.InvokeAsync(new AIFunctionArguments { ["city"] = "Bergen" }).AsTask();

    private static async Task<(IReadOnlyList<JsonElement> Requests, ChatResponse Response)> LeadAsync(AIFunction function, string call)
    {
        using var server = new ScriptedServer(call, Items.Message("Done."));
        var client = new FunctionInvokingClient(server.Endpoint.AsChatClient("scripted-1"), function);
        var response = await client.GetResponseAsync("Go.", new ChatOptions { Tools = [function] });
        return ([.. server.Requests.Select(request => request.Body)], response);
    }

    private static string? OutputOf(JsonElement request) => RecordedTurn.Text(RecordedTurn.ItemsOf(request).Single(RecordedTurn.IsOutput), "output");

    private sealed class Renamed(AIFunction inner) : DelegatingAIFunction(inner)
    {
        public override string Name => "renamed";
    }
}
