using System.Net;
using System.Net.Sockets;
using System.Text;
using AgenticApi.Gateway;

namespace AgenticApi.Cli.Tests.Gateway;

/// <summary>Connections that take more of the gateway's server than a client needs.</summary>
public sealed class GatewayGuardTests : IAsyncLifetime
{
    private LoopbackServer? _gateway;

    public async Task InitializeAsync() => _gateway = await LoopbackServer.StartAsync(
        application => application.MapResponsesGateway(new() { Upstream = new Uri("http://127.0.0.1:9/v1") }),
        0,
        default,
        new ServerLimits { HeadersTimeout = TimeSpan.FromSeconds(1), IdleTimeout = TimeSpan.FromSeconds(2), BodyGrace = TimeSpan.FromSeconds(1.1) });

    public async Task DisposeAsync() => await _gateway!.DisposeAsync();

    [Theory]
    [InlineData("POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "HTTP/1.1 408")]
    [InlineData("POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n{", "HTTP/1.1 408*\"error\":")]
    [InlineData("POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{", "HTTP/1.1 413*\"error\":")]
    [InlineData("POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("POST /v1/responses HTTP/1.1\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}", "HTTP/1.1 4")]
    [InlineData("", "")]
    public async Task Slow_headers_slow_bodies_idle_connections_and_broken_requests_are_ended(string sent, string answer)
    {
        using var client = await ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(sent));

        using var reader = new StreamReader(client.GetStream());
        var got = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));

        got.Should().Match(answer + "*");
    }

    [Fact]
    public async Task Gateway_serves_beside_many_idle_connections()
    {
        var idle = new List<TcpClient>();
        for (var i = 0; i < 300; i++)
        {
            idle.Add(await ConnectAsync());
        }

        using var client = new HttpClient();
        using var answer = await client.PostAsync($"{_gateway!.Url}v1/conversations", JsonBody.Of("{}"));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await idle[0].GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(30))).Should().Be(0, "an idle connection is closed");
        idle.ForEach(connection => connection.Dispose());
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _gateway!.Url.Port);
        return client;
    }
}
