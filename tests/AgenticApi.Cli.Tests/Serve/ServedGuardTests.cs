using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli.Tests.Serve;

/// <summary>A server on loopback answers neither the pages of a browser nor who takes more than a client needs.</summary>
public sealed class ServedGuardTests : IAsyncLifetime
{
    private readonly CassettePlayer _player = new(Cassette.Load(Path.Combine(Repository.Cassettes, "text-streaming.yaml")));
    private readonly List<LoopbackServer> _servers = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(403, "evil.example", null, null)]
    [InlineData(403, "127.0.0.1.evil.example:80", null, null)]
    [InlineData(403, "192.168.0.1", null, null)]
    [InlineData(403, "localhost", "https://evil.example", null)]
    [InlineData(403, "localhost", "null", null)]
    [InlineData(403, "localhost", "http://localhost https://evil.example", null)]
    [InlineData(415, "localhost", null, "text/plain")]
    [InlineData(415, "localhost", null, "TEXT/plain;charset=UTF-8")]
    [InlineData(415, "localhost", null, "text/plain;=;")]
    [InlineData(415, "localhost", null, "application/x-www-form-urlencoded")]
    [InlineData(415, "localhost", null, "multipart/form-data; boundary=x")]
    [InlineData(200, "localhost:8080", "http://localhost:3000", "application/json")]
    [InlineData(200, "127.0.0.1", "http://127.0.0.1", "application/json; charset=utf-8")]
    [InlineData(200, "[::1]:80", "http://[::1]", null)]
    [InlineData(200, "LOCALHOST", null, null)]
    [InlineData(200, "docker.internal:9", "https://docker.internal", null)]
    public async Task Request_of_a_foreign_page_is_refused_and_uses_no_turn(int status, string host, string? origin, string? type)
    {
        var server = await StartAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.Url}v1/responses") { Content = new ByteArrayContent(Body) };
        request.Headers.Host = host;
        Add(request.Headers, "Origin", origin);
        Add(request.Content.Headers, "Content-Type", type);

        using var response = await client.SendAsync(request);

        ((int)response.StatusCode).Should().Be(status);
        _player.Unused.Should().HaveCount(status == 200 ? 0 : 1);
        if (status != 200)
        {
            ResponseAccumulator.FromJson(await response.Content.ReadAsStringAsync()).Response.Error!.Message.Should().ContainAny("--host NAME", "application/json");
        }
    }

    [Fact]
    public async Task Image_of_a_foreign_page_is_refused()
    {
        var server = await StartAsync();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        using var response = await client.GetAsync($"{server.Url}v1/responses/r");

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("https://evil.example", false)]
    [InlineData("http://localhost:3000", true)]
    public async Task Foreign_page_cannot_open_the_WebSocket(string origin, bool opens)
    {
        var server = await StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", origin);

        var open = () => ConnectAsync(socket, server);

        await (opens ? open.Should().NotThrowAsync() : (Task)open.Should().ThrowAsync<WebSocketException>().WithMessage("*403*"));
    }

    [Fact]
    public async Task Unfinished_message_is_bounded()
    {
        var server = await StartAsync(new() { MaxRequestBytes = 100_000 });
        using var socket = new ClientWebSocket();
        await ConnectAsync(socket, server);

        for (var i = 0; i < 2; i++)
        {
            await socket.SendAsync(new byte[60_000], WebSocketMessageType.Text, endOfMessage: false, default);
        }

        var end = await socket.ReceiveAsync(new byte[100].AsMemory(), default).AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        (end.MessageType, socket.CloseStatus).Should().Be((WebSocketMessageType.Close, WebSocketCloseStatus.MessageTooBig));
    }

    [Fact]
    public async Task Body_beyond_the_limit_is_refused_in_the_form_of_the_API()
    {
        var server = await StartAsync(new() { MaxRequestBytes = 1000 });
        using var client = new HttpClient();

        using var response = await client.PostAsync($"{server.Url}v1/responses", new ByteArrayContent(new byte[1001]));

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        ResponseAccumulator.FromJson(await response.Content.ReadAsStringAsync()).Ending.Should().Be(Ending.Errored);
    }

    [Theory]
    [InlineData("POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "HTTP/1.1 408")]
    [InlineData("POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000\r\n\r\n{", "HTTP/1.1 408*\"error\":")]
    [InlineData("", "")]
    public async Task Slow_headers_slow_bodies_and_idle_connections_are_ended(string sent, string answer)
    {
        var server = await StartAsync(new() { HeadersTimeout = TimeSpan.FromSeconds(1), IdleTimeout = TimeSpan.FromSeconds(1), BodyGrace = TimeSpan.FromSeconds(1.1) });
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Url.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(sent));

        using var reader = new StreamReader(client.GetStream());
        var got = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(15));

        got.Should().Match(answer + "*");
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed()
    {
        var server = await StartAsync(new() { MaxConnections = 2 });
        using TcpClient first = new(), second = new(), third = new();
        foreach (var client in (TcpClient[])[first, second, third])
        {
            await client.ConnectAsync(IPAddress.Loopback, server.Url.Port);
        }

        var read = async () => await third.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        try
        {
            (await read()).Should().Be(0);
        }
        catch (IOException)
        {
            // Closed with a reset.
        }
    }

    [Fact]
    public async Task Miss_tells_file_names_and_no_folders()
    {
        var server = await StartAsync();
        using var client = new HttpClient();

        using var response = await client.PostAsync($"{server.Url}v1/responses", new ByteArrayContent("{}"u8.ToArray()));

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).Should().Contain("The nearest is text-streaming.yaml: turn t1:").And.NotContain(Repository.Cassettes);
    }

    [Theory]
    [InlineData("--max-request-bytes", "0")]
    [InlineData("--max-request-bytes", "much")]
    public async Task Limit_that_is_none_is_wrong_usage(string option, string value)
    {
        var result = await Tool.RunAsync(["serve", "cassettes", option, value]);

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain(option).And.Contain(value == "0" ? "1 or more" : value);
    }

    private byte[] Body => Encoding.UTF8.GetBytes(_player.Unused[0].Request.Body.GetRawText());

    private async Task<LoopbackServer> StartAsync(ServerLimits? limits = null)
    {
        _servers.Add(await CassetteServer.StartAsync(_player, Faults.None, 0, default, ["docker.internal"], limits));
        return _servers[^1];
    }

    private static Task ConnectAsync(ClientWebSocket socket, LoopbackServer server) =>
        socket.ConnectAsync(new UriBuilder(server.Url) { Scheme = "ws", Path = "/v1/responses" }.Uri, default);

    private static void Add(System.Net.Http.Headers.HttpHeaders headers, string name, string? value)
    {
        if (value is not null)
        {
            headers.TryAddWithoutValidation(name, value).Should().BeTrue();
        }
    }
}
