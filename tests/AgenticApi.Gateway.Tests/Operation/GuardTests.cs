using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json;
using AgenticApi.Gateway.Tests.Keeping;
using Microsoft.AspNetCore.Builder;

namespace AgenticApi.Gateway.Tests.Operation;

/// <summary>The checks of <c>Host</c>, <c>Origin</c>, content type and address for all endpoints.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData(403, "evil.example", null, null, "application/json")]
    [InlineData(403, "127.0.0.1.evil.example", null, null, "application/json")]
    [InlineData(403, "192.168.0.1", null, null, "application/json")]
    [InlineData(403, "localhost", "https://evil.example", null, "application/json")]
    [InlineData(403, "localhost", "null", null, "application/json")]
    [InlineData(403, "localhost", null, "cross-site", "application/json")]
    [InlineData(415, "localhost", null, null, "text/plain")]
    [InlineData(415, "localhost", null, null, "application/x-www-form-urlencoded")]
    [InlineData(415, "localhost", null, null, "application/octet-stream")]
    [InlineData(200, "localhost:8080", "http://localhost:3000", "cross-site", "application/json; charset=utf-8")]
    [InlineData(200, "gateway.example", "https://gateway.example", "same-origin", "application/vnd.x+json")]
    public async Task Request_of_a_web_page_of_another_site_is_refused_and_does_not_reach_the_model(int status, string host, string? origin, string? site, string type)
    {
        await using var model = await ScriptedModel.StartAsync(
            context => ScriptedModel.SayAsync(context, """{"content":"Hello."}"""), upstream => new() { Upstream = upstream, Key = "operators", AllowedHosts = ["gateway.example"] });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/responses") { Content = new StringContent("""{"model":"m","input":"Hi"}""") };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.Host = host;
        Add(request, "Origin", origin);
        Add(request, "Sec-Fetch-Site", site);

        using var answer = await model.Client.SendAsync(request);

        ((int)answer.StatusCode).Should().Be(status);
        model.Asked.Should().HaveCount(status == 200 ? 1 : 0);
        if (status != 200)
        {
            JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error").Text("type").Should().Be("invalid_request_error");
        }
    }

    [Theory]
    [InlineData("/v1/models")]
    [InlineData("/v1/responses/resp_00000000000000000000000000000000")]
    [InlineData("/v1/anything")]
    public async Task Get_request_with_another_Host_is_refused(string path)
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""");
        model.Client.DefaultRequestHeaders.Host = "evil.example";

        await model.Client.GetJsonAsync(path, 403);
    }

    [Theory]
    [InlineData("https://evil.example", "403")]
    [InlineData("null", "403")]
    [InlineData("http://localhost:3000", null)]
    [InlineData(null, null)]
    public async Task WebSocket_of_a_web_page_of_another_site_is_refused(string? origin, string? refused)
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""");
        using var socket = new ClientWebSocket();
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        var open = () => socket.ConnectAsync(new UriBuilder(model.Client.BaseAddress!) { Scheme = "ws", Path = "/v1/responses" }.Uri, default);

        await (refused is null ? open.Should().NotThrowAsync() : (Task)open.Should().ThrowAsync<WebSocketException>().WithMessage($"*{refused}*"));
    }

    [Theory]
    [InlineData(false, false, 403)]
    [InlineData(true, false, 200)]
    [InlineData(false, true, 401)]
    public async Task Connection_from_another_machine_needs_a_key_or_AllowAnonymous(bool allows, bool hasKeys, int status)
    {
        var keys = hasKeys ? (GatewayKey[])[GatewayKey.Create("ann", out _)] : [];
        await using var gateway = await Loopback.StartAsync(application =>
        {
            application.Use((context, next) =>
            {
                context.Connection.LocalIpAddress = IPAddress.Parse("192.0.2.1");
                return next();
            });
            application.MapResponsesGateway(new() { Upstream = new("http://localhost:9/v1"), AllowAnonymous = allows, Keys = keys });
        });
        using var client = new HttpClient { BaseAddress = gateway.Url };

        using var answer = await client.PostAsync("/v1/conversations", new StringContent("{}", null, "application/json"));

        ((int)answer.StatusCode).Should().Be(status);
        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).TryGetProperty("error", out _).Should().Be(status != 200);
    }

    [Fact]
    public async Task Host_may_be_the_address_that_the_client_has_connected_to()
    {
        await using var gateway = await Loopback.StartAsync(application =>
        {
            application.Use((context, next) =>
            {
                context.Connection.LocalIpAddress = IPAddress.Parse("::ffff:192.0.2.1");
                return next();
            });
            application.MapResponsesGateway(new() { Upstream = new("http://localhost:9/v1"), AllowAnonymous = true });
        });
        using var client = new HttpClient { BaseAddress = gateway.Url };

        client.DefaultRequestHeaders.Host = "192.0.2.1:80";
        await client.PostJsonAsync("/v1/conversations", "{}");
        client.DefaultRequestHeaders.Host = "192.0.2.2:80";
        await client.PostJsonAsync("/v1/conversations", "{}", 403);
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value).Should().BeTrue();
        }
    }
}
