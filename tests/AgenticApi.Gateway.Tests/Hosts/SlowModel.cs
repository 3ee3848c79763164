using System.Text.Json;
using AgenticApi.Gateway.Tests.Keeping;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests.Hosts;

/// <summary>
/// A Chat Completions server that streams slowly. Its answer depends only on the request, so that tests know the complete answer: a number is
/// answered with <see cref="SlowSpeech"/>, and <c>echo</c> with the last assistant message of the history.
/// </summary>
internal sealed class SlowModel : IAsyncDisposable
{
    private const string Echo = "echo";

    private Loopback _server = null!;

    private SlowModel()
    {
    }

    public string Url => $"{_server.Url}v1";

    public static async Task<SlowModel> StartAsync()
    {
        var model = new SlowModel();
        model._server = await Loopback.StartAsync(application => application.Run(AnswerAsync));
        return model;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body);
        var messages = request.RootElement.GetProperty("messages").EnumerateArray().ToList();
        var asked = messages.Last(message => message.Text("role") == "user").Text("content")!;
        context.Response.ContentType = "text/event-stream";
        if (asked == Echo || messages[^1].Text("role") == "tool")
        {
            var said = messages.Last(message => message.Text("role") == "assistant");
            await SayAsync(context, $$"""{"content":{{JsonSerializer.Serialize(Said(said))}}}""");
        }
        else
        {
            var speech = new SlowSpeech(int.Parse(asked));
            foreach (var delta in speech.Deltas)
            {
                await SayAsync(context, delta);
                await Task.Delay(speech.Pause, context.RequestAborted);
            }
        }

        await SayAsync(context, "{}", "\"stop\"");
        await context.Response.WriteAsync("data: [DONE]\n\n");
    }

    private static string Said(JsonElement assistant) =>
        assistant.TryGetProperty("tool_calls", out var calls) ? calls[0].GetProperty("function").Text("arguments")! : assistant.Text("content")!;

    private static async Task SayAsync(HttpContext context, string delta, string finish = "null")
    {
        await context.Response.WriteAsync($$"""data: {"choices":[{"index":0,"delta":{{delta}},"finish_reason":{{finish}}}]}""" + "\n\n");
        await context.Response.Body.FlushAsync();
    }
}
