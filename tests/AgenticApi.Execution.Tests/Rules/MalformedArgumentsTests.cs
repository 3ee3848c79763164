using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Rules;

/// <summary>Arguments that are not JSON objects. Servers refuse a conversation with them, or their templates fail.</summary>
public class MalformedArgumentsTests
{
    [Theory]
    [InlineData("{\"city\":\"Par", "{}")]
    [InlineData("", "{}")]
    [InlineData("[\"Par\"]", "{}")]
    [InlineData("{\"city\":\"Par\",\"city\":\"Rome\"}", "{\"city\":\"Par\",\"city\":\"Rome\"}")]
    [InlineData("{ \"city\" :\"Par\" } ", "{ \"city\" :\"Par\" } ")]
    public async Task Arguments_that_are_no_object_are_sent_again_as_an_empty_one(string arguments, string sent)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Tool("weather");
        bench.Server.Round(r => r.Call("weather", arguments, "call_1", "fc_7")).Round(r => r.Text("Done.")).Round(r => r.Text("Done."));

        var result = await bench.RunAsync();
        await bench.RunAsync(ResponseRequest.FromItems([.. result.Items, MessageItem.User("Go on.")]));

        bench.Server.Refusals.Should().BeEmpty();
        foreach (var request in bench.Server.Requests.Skip(1))
        {
            var call = request.Input.Single(item => item.GetProperty("type").GetString() == "function_call");
            call.GetProperty("arguments").GetString().Should().Be(sent);
            call.GetProperty("id").GetString().Should().Be("fc_7");
        }

        result.Items.OfType<FunctionCallItem>().Single().Arguments.Should().Be(arguments);
        bench.Outputs(1).Single().Should().NotContain("Par");
    }

    [Fact]
    public async Task Input_of_a_custom_tool_is_sent_again_as_it_came()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Declared.Add(Tool.Custom("shell", "Runs a command.", (input, _) => Task.FromResult(ToolOutput.FromText("ok"))));
        bench.Server.Round(r => r.CustomCall("shell", "ls {", "call_1")).Round(r => r.Text("Done."));

        (await bench.RunAsync()).Outcome.Should().Be(RunOutcome.Completed);

        bench.Server.Requests[1].Input[1].GetProperty("input").GetString().Should().Be("ls {");
    }
}
