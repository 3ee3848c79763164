using System.ComponentModel;
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Conversations;
using AgenticApi.Extensions.AI.Tests.Support;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI.Tests.Functions;

/// <summary>An AI function as a tool.</summary>
public class AsToolTests
{
    [Fact]
    public void Tool_has_the_name_the_description_and_the_schema_of_the_function()
    {
        var tool = AIFunctionFactory.Create([Description("Adds.")] (int a, int b) => a + b, "add").AsTool();

        tool.Declaration.GetProperty("name").GetString().Should().Be("add");
        tool.Declaration.GetProperty("description").GetString().Should().Be("Adds.");
        tool.Declaration.GetProperty("parameters").GetProperty("required").GetArrayLength().Should().Be(2);
        tool.Approve.Should().BeNull();
    }

    [Fact]
    public async Task Results_become_texts_parts_json_and_failures()
    {
        var outputs = await OutputsAsync(
            AIFunctionFactory.Create(() => "text", "text"),
            AIFunctionFactory.Create(() => new Dictionary<string, int> { ["n"] = 1 }, "json"),
            AIFunctionFactory.Create(() => new DataContent(new byte[] { 1, 2, 3 }, "image/png"), "image"),
            AIFunctionFactory.Create(string () => throw new InvalidOperationException("secret"), "fails"),
            AIFunctionFactory.Create(string () => throw new ToolException("Try again."), "tells"));

        outputs.Should().SatisfyRespectively(
            text => text.Should().Be("text"),
            json => json.Should().Be("""{"n":1}"""),
            image => image.Should().Be("""[{"type":"input_image","image_url":"data:image/png;base64,AQID"}]"""),
            failed => failed.Should().NotContain("secret"),
            told => told.Should().Contain("Try again."));
    }

    [Fact]
    public async Task Function_gets_the_call_and_the_token()
    {
        ToolCall? call = null;
        var token = CancellationToken.None;
        await OutputsAsync(AIFunctionFactory.Create((AIFunctionArguments arguments, CancellationToken ct) => { (call, token) = ((ToolCall)arguments.Context![typeof(ToolCall)]!, ct); return ""; }, "look"));

        (call!.CallId, token.CanBeCanceled).Should().Be(("call_0", true));
    }

    [Fact]
    public void Function_that_requires_approval_asks()
    {
        var tool = new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => "", "delete_all")).AsTool();

        tool.Approve!(new ToolCall(default, "call_1", "delete_all", "{}")).Kind.Should().Be(ApprovalKind.Ask);
    }

    private static async Task<List<string>> OutputsAsync(params AIFunction[] functions)
    {
        using var server = new ScriptedServer(string.Join(',', functions.Select((function, i) => Items.Call($"call_{i}", function.Name))), Items.Message("Done."));
        await new Agent(server.Endpoint, "scripted-1") { Tools = [.. functions.Select(function => function.AsTool())] }.RunAsync("Go.").ToEndAsync();
        return [.. RecordedTurn.ItemsOf(server.Requests[1].Body).Where(RecordedTurn.IsOutput).Select(item => item.GetProperty("output"))
            .Select(output => output.ValueKind == System.Text.Json.JsonValueKind.String ? output.GetString()! : output.GetRawText())];
    }
}
