using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests;

/// <summary>A gateway and its Chat Completions server, whose answers the test defines.</summary>
internal sealed class ScriptedModel : IAsyncDisposable
{
    /// <summary>The chunk that ends an answer with the finish reason <c>stop</c>.</summary>
    public const string Stop = """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    private readonly Loopback _model;
    private readonly Loopback _gateway;

    private ScriptedModel(Loopback model, Loopback gateway, List<(JsonElement Body, string? Key)> asked)
    {
        _model = model;
        _gateway = gateway;
        Asked = asked;
        Client = new HttpClient { BaseAddress = gateway.Url };
    }

    public HttpClient Client { get; }

    /// <summary>The requests that the model's server has received, with their <c>Authorization</c> headers.</summary>
    public List<(JsonElement Body, string? Key)> Asked { get; }

    public static async Task<ScriptedModel> StartAsync(Func<HttpContext, Task> answer, Func<Uri, ResponsesGatewayOptions>? options = null)
    {
        var asked = new List<(JsonElement Body, string? Key)>();
        var model = await Loopback.StartAsync(application => application.Run(async context =>
        {
            context.Request.Path.Value.Should().Be("/v1/chat/completions");
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            asked.Add((body.RootElement.Clone(), context.Request.Headers.Authorization));
            await answer(context);
        }));
        var upstream = new Uri(model.Url, "v1");
        var gateway = await Loopback.StartAsync(application => application.MapResponsesGateway(options?.Invoke(upstream) ?? new() { Upstream = upstream }));
        return new ScriptedModel(model, gateway, asked);
    }

    /// <summary>Starts a server that always streams the same chunks, and <c>[DONE]</c>. A chunk is a delta, or JSON that begins with <c>choices</c>.</summary>
    public static Task<ScriptedModel> SayingAsync(params string[] chunks) => StartAsync(context => SayAsync(context, chunks));

    public static async Task SayAsync(HttpContext context, params string[] chunks)
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var chunk in chunks)
        {
            await context.Response.WriteAsync($"data: {(chunk.StartsWith("""{"choices""", StringComparison.Ordinal) ? chunk : $$"""{"choices":[{"index":0,"delta":{{chunk}}}]}""")}\n\n");
        }

        await context.Response.WriteAsync("data: [DONE]\n\n");
    }

    public async Task<HttpResponseMessage> AskAsync(string body, CancellationToken cancellationToken = default) =>
        await Client.SendAsync(new(HttpMethod.Post, "/v1/responses") { Content = new StringContent(body, null, "application/json") }, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>Sends a request and folds the answer strictly.</summary>
    public async Task<Response> RespondAsync(string body)
    {
        using var answer = await AskAsync(body);
        ((int)answer.StatusCode).Should().Be(200);
        var options = new ResponseAccumulatorOptions { Strict = true };
        var result = answer.Content.Headers.ContentType!.MediaType == "text/event-stream"
            ? await ResponseAccumulator.FromStreamAsync(await answer.Content.ReadAsStreamAsync(), options)
            : ResponseAccumulator.FromJson(await answer.Content.ReadAsByteArrayAsync(), options);
        result.Deviations.Should().BeEmpty();
        return result.Response;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _gateway.DisposeAsync();
        await _model.DisposeAsync();
    }
}
