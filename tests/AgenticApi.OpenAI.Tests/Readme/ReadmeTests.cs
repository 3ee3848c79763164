using AgenticApi.Execution.Tests.Rules;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.OpenAI.Tests.Readme;

/// <summary>The samples of the package's README compile and print what it states.</summary>
public class ReadmeTests
{
    private const string Begin = "        // README begins\n";
    private const string End = "        // README ends\n";
    private const string GoesOn = "// README goes on\n";

    [Theory]
    [InlineData("AgentExample")]
    [InlineData("ObserverExample")]
    public void Example_equals_the_compiled_one(string name)
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, $"tests/AgenticApi.OpenAI.Tests/Readme/{name}.cs"));
        var body = string.Join('\n', source.Split(Begin)[1].Split(End)[0].Split('\n').Select(line => line.Length >= 8 ? line[8..] : line));
        var rest = source.Split(GoesOn) is [_, var further] ? "\n" + further : "";

        File.ReadAllText(Path.Combine(Repository.Root, "src/AgenticApi.OpenAI/README.md")).Should().Contain($"{body}{rest}```\n");
    }

    [Fact]
    public async Task Agent_calls_its_tool_and_prints_the_answer()
    {
        await using var server = await ModelServer.StartAsync();
        server.Round(round => round.Call("get_weather", """{"Name":"Rome"}""", "call_1")).Round(round => round.Text("Rome is sunny."));
        using var output = new StringWriter();

        await AgentExample.RunAsync("sk-1", server.BaseUrl, output).InTime();

        output.ToString().Should().Be($"Rome is sunny.{Environment.NewLine}");
        server.Requests[1].Input[^1].GetProperty("output").GetString().Should().Be("sunny");
    }

    [Fact]
    public async Task Observer_prints_how_the_answer_ended_below_the_text_of_the_client()
    {
        await using var server = await ModelServer.StartAsync();
        server.Round(round => round.Text("Hello."));
        using var output = new StringWriter();

        await ObserverExample.RunAsync("sk-1", server.BaseUrl, output).InTime();

        output.ToString().Should().Be($"Hello.\nCompleted: 0 deviations{Environment.NewLine}");
    }
}
