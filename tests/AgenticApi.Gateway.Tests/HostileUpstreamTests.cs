using System.Text;
using AgenticApi.Gateway.Tests.Keeping;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests;

/// <summary>Servers that send invalid or extreme answers. Each becomes a valid stream with a terminal event, and is stored.</summary>
public sealed class HostileUpstreamTests
{
    private const string Done = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    public static TheoryData<string, string> Answers() => new()
    {
        { "nothing", "failed" },
        { "garbage", "failed" },
        { "half UTF-8", "completed" },
        { "split UTF-8", "completed" },
        { "10 MB", "completed" },
        { "empty deltas", "completed" },
        { "no choices", "completed" },
        { "broken off", "failed" },
        { "abort", "failed" },
        { "open after the end", "completed" },
        { "many calls", "completed" },
        { "strange choices", "failed" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Hostile_answer_becomes_a_valid_stream_and_is_stored(string name, string status)
    {
        await using var model = await ScriptedModel.StartAsync(context => AnswerAsync(context, name));

        using var answer = await model.AskAsync("""{"model":"m","input":"Hi","stream":true}""").WaitAsync(TimeSpan.FromSeconds(30));
        var response = GatewayClient.Fold(GatewayClient.Events(await answer.Content.ReadAsStringAsync().WaitAsync(TimeSpan.FromSeconds(30)))).Response;

        response.Status.Should().Be(status, response.ToJson()[..Math.Min(1000, response.ToJson().Length)]);
        (await model.Client.GetJsonAsync($"/v1/responses/{response.Id}")).GetRawText().Should().Be(response.ToJson());
        response.OutputText.Length.Should().Be(name switch { "10 MB" => 10_000_000, "split UTF-8" => 4, "open after the end" => 2, "broken off" or "abort" => 2, _ => response.OutputText.Length });
    }

    [Theory]
    [InlineData("text/event-stream", "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: {")]
    [InlineData("application/json", "{\"choices\":")]
    public async Task Endless_answer_is_read_up_to_the_limit_and_fails_the_response(string type, string beginning)
    {
        await using var model = await ScriptedModel.StartAsync(
            async context =>
            {
                context.Response.ContentType = type;
                await context.Response.WriteAsync(beginning);
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.Body.WriteAsync(new byte[10_000].Select(_ => (byte)' ').ToArray(), context.RequestAborted);
                }
            },
            upstream => new() { Upstream = upstream, Limits = new() { MaxAnswerBytes = 1_000_000 } });

        using var answer = await model.AskAsync("""{"model":"m","input":"Hi","stream":true}""").WaitAsync(TimeSpan.FromSeconds(30));
        var response = GatewayClient.Fold(GatewayClient.Events(await answer.Content.ReadAsStringAsync().WaitAsync(TimeSpan.FromSeconds(30)))).Response;

        (response.Status, response.OutputText).Should().Be(("failed", type == "application/json" ? "" : "Hi"));
    }

    private static async Task AnswerAsync(HttpContext context, string name)
    {
        context.Response.ContentType = "text/event-stream";
        byte[][] pieces = name switch
        {
            "nothing" => [],
            "garbage" => [.. Enumerable.Range(0, 50).Select(i => Garbage(i))],
            "half UTF-8" => [[.. "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a"u8, 0xF0, 0x9F, .. "\"}}]}\n\n"u8], Utf8(Done)],
            "split UTF-8" => [[.. "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ab"u8, 0xF0, 0x9F], [0x98, 0x80, .. "\"}}]}\n\n"u8], Utf8(Done)],
            "10 MB" => [Utf8(Delta($$"""{"content":"{{new string('x', 10_000_000)}}"}""")), Utf8(Done)],
            "empty deltas" => [.. Enumerable.Repeat(Utf8(Delta("""{"content":"","reasoning_content":"","tool_calls":[]}""")), 5000), Utf8(Done)],
            "no choices" => [.. Enumerable.Repeat("data: {\"choices\":[]}\n\ndata: {}\n\n: ping\n\n"u8.ToArray(), 100), Utf8(Done)],
            "broken off" or "abort" => [Utf8(Delta("""{"content":"Hi"}"""))],
            "many calls" => [.. Enumerable.Range(0, 300).Select(i => Utf8(Delta($$$"""{"tool_calls":[{"index":{{{i}}},"id":"c{{{i}}}","function":{"name":"f","arguments":"{}"}}]}"""))), Utf8(Done)],
            "strange choices" => [Utf8("data: {\"choices\":[7,null,{\"index\":-1,\"delta\":[]},{\"delta\":{\"tool_calls\":{}}}],\"usage\":\"x\"}\n\n"), Garbage(3), Utf8(Done)],
            _ => [Utf8(Delta("""{"content":"Hi"}""")), Utf8(Done)],
        };
        foreach (var piece in pieces)
        {
            await context.Response.Body.WriteAsync(piece);
            await context.Response.Body.FlushAsync();
        }

        if (name == "abort")
        {
            await Task.Delay(100);
            context.Abort();
        }

        if (name == "open after the end")
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private static byte[] Garbage(int seed)
    {
        var bytes = new byte[200];
        new Random(seed).NextBytes(bytes);
        return [.. "data: "u8, .. bytes, .. "\n\n"u8];
    }

    private static string Delta(string delta) => $$$"""data: {"choices":[{"index":0,"delta":{{{delta}}}}]}""" + "\n\n";

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
