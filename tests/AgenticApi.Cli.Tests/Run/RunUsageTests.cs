namespace AgenticApi.Cli.Tests.Run;

/// <summary>What <c>agentic-api run</c> says of wrong usage.</summary>
public class RunUsageTests
{
    [Theory]
    [InlineData("--base-url takes", "Hello", "--base-url", "localhost", "--model", "m")]
    [InlineData("--model", "Hello", "--base-url", "http://localhost/v1")]
    [InlineData("the prompt is ", "--base-url", "http://localhost/v1", "--model", "m")]
    [InlineData("NO_SUCH_KEY is not set", "Hello", "--base-url", "http://localhost/v1", "--model", "m", "--api-key-env", "NO_SUCH_KEY")]
    [InlineData("--max-rounds takes", "Hello", "--base-url", "http://localhost/v1", "--model", "m", "--max-rounds", "0")]
    [InlineData("'chain'", "Hello", "--base-url", "http://localhost/v1", "--model", "m", "--mode", "chain")]
    [InlineData("--resume needs --journal", "--base-url", "http://localhost/v1", "--model", "m", "--resume", "run_1")]
    [InlineData("--resume takes no prompt", "Hello", "--base-url", "http://localhost/v1", "--model", "m", "--resume", "run_1", "--journal", "x")]
    [InlineData("there is no tool 'book'", "Hello", "--base-url", "http://localhost/v1", "--model", "m", "--approve", "book")]
    [InlineData("--store false needs --mode items", "Hello", "--base-url", "http://localhost/v1", "--model", "m", "--store", "false", "--mode", "conversation")]
    [InlineData("--answer needs --resume", "Hello", "--base-url", "http://localhost/v1", "--model", "m", "--answer", "0/0=x")]
    [InlineData("--answer takes ROUND/POSITION=FILE", "--base-url", "http://localhost/v1", "--model", "m", "--resume", "run_1", "--journal", "x", "--answer", "call_1=x")]
    [InlineData("--answer takes ROUND/POSITION=FILE", "--base-url", "http://localhost/v1", "--model", "m", "--resume", "run_1", "--journal", "x", "--answer", "0/0=")]
    [InlineData("--answer has two answers for the call 0/0", "--base-url", "http://localhost/v1", "--model", "m", "--resume", "run_1", "--journal", "x", "--answer", "0/0=x", "--answer", "0/0=y")]
    public async Task Wrong_usage_says_so(string says, params string[] arguments)
    {
        var result = await Tool.RunAsync(["run", .. arguments]);

        (result.ExitCode, result.Output).Should().Be((2, ""));
        result.Error.Should().Contain(says);
    }

    [Theory]
    [InlineData("{}", "is not a JSON array")]
    [InlineData("""[{"type":"function"}]""", "tool 1: The name of a tool must match")]
    [InlineData("""[{"type":"web_search"},{"name":"x"}]""", "tool 2 (x): The declaration of a tool must be a JSON object with a \"type\".")]
    [InlineData("""[{"type":"function","name":"a"},{"type":"function","name":"a"}]""", "tool 2 (a): an earlier tool has the same name.")]
    [InlineData("""[{"type":"function","name":"a","command":"ls"}]""", "tool 1 (a): \"command\" takes an array of strings")]
    [InlineData("""[{"type":"function","name":"a","command":["ls"],"timeout":0}]""", "\"timeout\" takes a number of seconds")]
    [InlineData("""[{"type":"function","name":"a","command":["ls"],"start":"soon"}]""", "\"start\" takes proven, done or after.")]
    [InlineData("""[{"type":"function","name":"a","command":["ls"],"approve":"yes"}]""", "\"approve\" takes true or false.")]
    [InlineData("""[{"type":"function","name":"a","approve":true}]""", "\"approve\" needs \"command\".")]
    [InlineData("""[{"type":"web_search","command":["ls"]}]""", "a tool of type \"web_search\" is the server's own")]
    [InlineData("""[{"type":"function","name":"a","parameters":{"type":"string"}}]""", "tool 1 (a): The schema of a tool's arguments must be")]
    public async Task Wrong_tools_say_file_tool_and_fault(string tools, string says)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, tools);

        var result = await Tool.RunAsync(["run", "Hello", "--base-url", "http://localhost/v1", "--model", "m", "--tools", file]);

        File.Delete(file);
        (result.ExitCode, result.Output).Should().Be((2, ""));
        result.Error.Should().StartWith($"agentic-api: --tools {file}: ").And.Contain(says).And.NotContain("Parameter");
    }

    [Fact]
    public async Task Unknown_run_says_which_there_are()
    {
        await using var bench = await RunBench.StartAsync();
        bench.Server.Always(r => r.Text("Hi."));
        (await bench.RunAsync("Hello", "--journal", bench.Journal)).ExitCode.Should().Be(0);

        var result = await bench.RunAsync("--journal", bench.Journal, "--resume", "run_1");

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain($"has no run 'run_1'. Its runs are: {bench.RunId}.");
    }
}
