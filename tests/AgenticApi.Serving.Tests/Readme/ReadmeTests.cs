using System.Text;
using System.Text.Json;

namespace AgenticApi.Serving.Tests.Readme;

/// <summary>The examples of the README.</summary>
public sealed class ReadmeTests
{
    private const string Raw = """
        data: {"choices":[{"index":0,"delta":{"content":"<think>Why not.</think>Yes.<tool_call>{\"name\":\"look\",\"arguments\":{}}</tool_call>"}}]}

        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]


        """;

    [Fact]
    public async Task README_example_streams_a_response()
    {
        using var client = new MemoryStream();

        await RunAsync("""{"model":"m","input":"Hi","stream":true}""", _ => Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(Raw))), client);

        client.Position = 0;
        var result = await ResponseAccumulator.FromStreamAsync(client, new() { Strict = true });
        result.Response.Output.Select(item => item.Type).Should().Equal("reasoning", "message", "function_call");
    }

    [Fact]
    public void README_example_is_tested()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests/AgenticApi.Serving.Tests/Readme/ReadmeTests.cs"));
        var example = source.Split("// README begins\n")[1].Split("        // README ends")[0].Split('\n').Select(line => line.Length >= 8 ? line[8..] : line);

        File.ReadAllText(Path.Combine(Repository.Root, "src/AgenticApi.Serving/README.md")).Should().Contain($"```csharp\n{string.Join('\n', example)}```");
    }

    [Fact]
    public void README_block_is_tested()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests/AgenticApi.Serving.Tests/Readme/BracketBlock.cs"));

        File.ReadAllText(Path.Combine(Repository.Root, "src/AgenticApi.Serving/README.md")).Should().Contain($"```csharp\n{source[(source.IndexOf("///", StringComparison.Ordinal))..]}```");
    }

    [Theory]
    [InlineData("a[call f {'x': 1}]b", "text:a|call 0:f({\"x\": 1})|text:b")]
    [InlineData("a[call f {\"x\": ", "text:a|call 0:f({\"x\": …")]
    [InlineData("a[call f {}x", "text:a|call 0:f({}!|text:x")]
    [InlineData("a[call f {\"x\" 1}]", "text:a|call 0:f({\"x\" !|text:1}]")]
    [InlineData("a[call ]b[call f", "text:a[call ]b[call f")]
    public void README_block_reads_calls(string text, string expected) =>
        Parsing.ModelTextParserTests.Check(() => [new BracketBlock()], text, expected);

    private static async Task RunAsync(string body, Func<byte[], Task<Stream>> AskModel, Stream client)
    {
        // README begins
        JsonElement request = JsonElement.Parse(body);                                  // a Responses request with "stream": true
        byte[] chatRequest = ChatCompletionRequest.FromResponses(request);
        Stream chatAnswer = await AskModel(chatRequest);                                // POST it to /v1/chat/completions

        var parser = new ModelTextParser(new ThinkBlock(), new HermesToolCallBlock());  // for a model server that parses nothing itself
        IAsyncEnumerable<ModelDelta> deltas = parser.ParseAsync(ChatCompletionReader.ReadAsync(chatAnswer));
        IAsyncEnumerable<ResponseStreamEvent> events = ResponseEventEmitter.EmitAsync(deltas, new() { Request = request });
        await ResponseEventWriter.WriteAsync(events, client);
        // README ends
    }
}
