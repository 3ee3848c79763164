using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgenticApi.Readme.Tests.Frames;

/// <summary>A server on a port of loopback that gives one answer.</summary>
internal static class Loopback
{
    /// <summary>A Chat Completions stream that says "Hello." after some reasoning.</summary>
    public const string Chat = """
        data: {"choices":[{"index":0,"delta":{"content":"<think>Be polite.</think>Hello."}}]}

        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]


        """;

    /// <summary>Starts a server.</summary>
    public static async Task<WebApplication> ServeAsync(int port, string path, string contentType, string body)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{port}");
        app.MapPost(path, (HttpContext context) =>
        {
            context.Response.ContentType = contentType;
            return context.Response.WriteAsync(body);
        });
        await app.StartAsync();
        return app;
    }

    /// <summary>Asks the gateway on a port once it listens, prints its answer, and ends this process.</summary>
    public static async Task AskAsync(int port, string? key = null)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/v1/") };
        http.DefaultRequestHeaders.Authorization = key is null ? null : new("Bearer", key);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var body = new StringContent("""{"model":"m","input":"Hi","stream":true}""", null, "application/json");
                using var answer = await http.PostAsync("responses", body);
                var result = await ResponseAccumulator.FromStreamAsync(await answer.Content.ReadAsStreamAsync());
                Console.WriteLine($"{result.Ending}: {result.Response.OutputText}");
                Environment.Exit(0);
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                await Task.Delay(100);
            }
        }
    }
}
