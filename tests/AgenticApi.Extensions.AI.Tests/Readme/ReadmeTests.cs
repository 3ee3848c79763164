using AgenticApi.Execution.Tests.Conversations;
using AgenticApi.Extensions.AI.Tests.Support;

namespace AgenticApi.Extensions.AI.Tests.Readme;

/// <summary>The samples of the README compile and print what it states.</summary>
public class ReadmeTests
{
    private const string Begin = "        // README begins\n";
    private const string End = "        // README ends\n";

    [Fact]
    public void Samples_equal_the_compiled_ones()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests/AgenticApi.Extensions.AI.Tests/Readme/Example.cs"));
        var samples = source.Split(Begin).Skip(1).Select(part => string.Join('\n', part.Split(End)[0].Split('\n').Select(line => line.Length >= 8 ? line[8..] : line)));
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "src/AgenticApi.Extensions.AI/README.md"));

        readme.Split("```csharp\n").Skip(1).Select(part => part.Split("```")[0]).Should().Equal(samples);
    }

    [Fact]
    public async Task Sample_prints_the_answers()
    {
        using var server = new ScriptedServer(
            Items.Message("Rome."), Items.Message("It is warm. "),
            Items.Call("call_1", "get_weather", """{"city":"Rome"}"""), Items.Message("It rains."));
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://scripted/v1/") };
        using var output = new StringWriter();

        await Example.RunAsync(http, output);

        output.ToString().Should().Be($"It is warm. It rains.{Environment.NewLine}");
        RecordedTurn.ItemsOf(server.Requests[1].Body).Select(ItemText.Of).Should().Equal("user: Paris or Rome? Answer in one word.", "assistant: Rome.", "user: Why?");
        RecordedTurn.Text(RecordedTurn.ItemsOf(server.Requests[3].Body)[^1], "output").Should().Be("Rain in Rome.");
    }
}
