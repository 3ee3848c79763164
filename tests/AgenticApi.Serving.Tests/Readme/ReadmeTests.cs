using System.Text;
using System.Text.Json;

namespace AgenticApi.Serving.Tests.Readme;

/// <summary>What the README says of serving is so.</summary>
public class ReadmeTests
{
    [Fact]
    public void Example_is_the_one_that_is_compiled_here()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests/AgenticApi.Serving.Tests/Readme/Example.cs"));
        var example = source.Split("// README begins\n")[1].Split("        // README ends")[0];
        var lines = example.Split('\n').Select(line => line.Length >= 8 ? line[8..] : line);

        File.ReadAllText(Path.Combine(Repository.Root, "README.md")).Should().Contain($"```csharp\n{string.Join('\n', lines)}```");
    }

    [Fact]
    public async Task Example_serves_a_response_from_a_chat_model_that_parses_nothing()
    {
        using var request = JsonDocument.Parse("""{"model":"m","input":"Weather?","stream":true,"metadata":{"a":"b"}}""");
        using var client = new MemoryStream();
        var asked = "";

        await Example.RunAsync(
            request.RootElement,
            body =>
            {
                asked = Encoding.UTF8.GetString(body);
                return Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(
                    """
                    data: {"choices":[{"index":0,"delta":{"content":"<think>Hm.</think>\n<tool_"}}]}

                    data: {"choices":[{"index":0,"delta":{"content":"call>{\"name\":\"get_weather\",\"arguments\":{}}</tool_call>"},"finish_reason":"stop"}]}

                    data: [DONE]


                    """)));
            },
            client);

        asked.Should().Be("""{"model":"m","messages":[{"role":"user","content":"Weather?"}],"stream":true,"stream_options":{"include_usage":true}}""");
        client.Position = 0;
        var result = await ResponseAccumulator.FromStreamAsync(client, new() { Strict = true });
        result.Deviations.Should().BeEmpty();
        result.Response.Output.Select(item => item.Type).Should().Equal("reasoning", "function_call");
        (result.Response.Model, result.Response.Json.GetProperty("metadata").GetRawText()).Should().Be(("m", """{"a":"b"}"""));
    }
}
