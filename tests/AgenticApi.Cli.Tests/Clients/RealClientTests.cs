using System.ClientModel;
using System.Text;
using AgenticApi.Cassettes;
using OpenAI.Responses;

namespace AgenticApi.Cli.Tests.Clients;

/// <summary>Clients that this project did not write work against a served cassette, and read of it what the accumulator does.</summary>
public sealed class RealClientTests
{
    public static TheoryData<string> Cassettes => ["text-streaming.yaml", "tool-choice-auto-streaming.yaml", "story-parallel-openai-streaming.yaml"];

    [NodeTheory]
    [MemberData(nameof(Cassettes))]
    public async Task Openai_package_of_npm_streams_to_the_final_response(string cassette)
    {
        var turn = Cassette.Load(Path.Combine(Repository.Cassettes, cassette)).Turns[0];
        await using var served = await Served.StartAsync(cassette);

        var made = await NodeClient.RunAsync("stream.mjs", served.BaseUrl, turn.Request.Body.GetRawText());

        var expected = turn.Response.Accumulate().Response;
        (made.GetProperty("id").GetString(), made.GetProperty("status").GetString()).Should().Be((expected.Id, "completed"));
        (made.GetProperty("text").GetString(), made.GetProperty("deltas").GetString()).Should().Be((expected.OutputText, expected.OutputText));
        made.GetProperty("calls").EnumerateArray().Select(call => (call.GetProperty("name").GetString()!, call.GetProperty("arguments").GetString()!))
            .Should().Equal(expected.FunctionCalls.Select(call => (call.Name, call.Arguments)));
    }

    [Theory]
    [MemberData(nameof(Cassettes))]
    public async Task OpenAI_package_of_NuGet_streams_to_the_final_response(string cassette)
    {
        var turn = Cassette.Load(Path.Combine(Repository.Cassettes, cassette)).Turns[0];
        await using var served = await Served.StartAsync(cassette, new() { Match = RequestParts.Method | RequestParts.Path });
        var client = new ResponsesClient(new ApiKeyCredential("none"), new() { Endpoint = new Uri(served.BaseUrl) });

        ResponseResult? made = null;
        var deltas = new StringBuilder();
        await foreach (var update in await client.CreateResponseStreamingAsync("m", "Hi"))
        {
            deltas.Append((update as StreamingResponseOutputTextDeltaUpdate)?.Delta);
            made = (update as StreamingResponseCompletedUpdate)?.Response ?? made;
        }

        var expected = turn.Response.Accumulate().Response;
        (made!.Id, made.GetOutputText() ?? "", deltas.ToString()).Should().Be((expected.Id, expected.OutputText, expected.OutputText));
        made.OutputItems.OfType<FunctionCallResponseItem>().Select(call => (call.FunctionName, call.FunctionArguments.ToString()))
            .Should().Equal(expected.FunctionCalls.Select(call => (call.Name, call.Arguments)));
    }
}
