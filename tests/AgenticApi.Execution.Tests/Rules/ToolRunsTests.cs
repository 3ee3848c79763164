using System.Text.Json;

namespace AgenticApi.Execution.Tests.Rules;

/// <summary>Tools that return at the very moment when they are waited for.</summary>
public class ToolRunsTests
{
    [Fact]
    public async Task Output_is_kept_however_soon_the_tool_returns()
    {
        var runs = new ToolRuns(AgentOptions.Default, TimeProvider.System, CancellationToken.None);
        var outputs = await Task.WhenAll(Enumerable.Range(0, 20_000).Select(n => runs.RunAsync(CallOf(n)))).InTime();

        outputs.Select(output => output.Exception?.Message).Should().OnlyContain(message => message == null);
        outputs.Should().OnlyContain(output => output.Output.Text == "ok");
    }

    private static RoundCall CallOf(int n) => new(new CallKey("run", 0, n), OutputItem.FromJson(JsonElement.Parse("""{"type":"function_call","call_id":"c","name":"t","arguments":"{}"}"""u8)))
    {
        Tool = Tool.Custom("t", "A tool.", (_, _) => Task.FromResult(ToolOutput.FromText("ok"))),
        Run = (_, _) => Task.FromResult(ToolOutput.FromText("ok")),
    };
}
