using System.Net;
using AgenticApi.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AgenticApi.Benchmarks.Gateway;

/// <summary>A gateway, and beside it an endpoint that copies the bytes of the same server through <see cref="HttpClient"/> and Kestrel.</summary>
internal sealed class GatewayHosts : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private readonly Uri _upstream;

    private GatewayHosts(int port)
    {
        _upstream = new Uri($"http://127.0.0.1:{port}/v1/chat/completions");
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        _application = builder.Build();
        _application.MapResponsesGateway(new() { Upstream = new Uri(_upstream, "."), Limits = new() { MaxRequests = 2000 } });
        _application.MapPost("/copy", (RequestDelegate)CopyAsync);
    }

    /// <summary>The base of both, without a slash at the end.</summary>
    private string Base => _application.Urls.First();

    public string Gateway => Base + "/v1/responses";

    public string Copier => Base + "/copy";

    public static async Task<GatewayHosts> StartAsync(int port)
    {
        var hosts = new GatewayHosts(port);
        await hosts._application.StartAsync();
        return hosts;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _client.Dispose();
    }

    private async Task CopyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, _upstream) { Content = new ByteArrayContent(body.ToArray()) };
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.ContentType = "text/event-stream";
        await using var stream = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        var output = context.Response.BodyWriter;
        while (await stream.ReadAsync(output.GetMemory(4096), context.RequestAborted) is > 0 and var count)
        {
            output.Advance(count);
            await output.FlushAsync(context.RequestAborted);
        }
    }
}
