using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli.Tests.Record.Listen;

/// <summary>Whom <c>agentic-api record --listen</c> serves, and what it tells nobody.</summary>
public sealed class ListenGuardTests
{
    private const string Key = "sk-operator-0123456789";

    [Theory]
    [InlineData("evil.example", null, null, "application/json", 403)]
    [InlineData("localhost", "https://evil.example", null, "application/json", 403)]
    [InlineData("localhost", null, "cross-site", "application/json", 403)]
    [InlineData("localhost", null, null, "text/plain", 415)]
    [InlineData("docker.internal", null, null, "application/json", 200)]
    public async Task Request_of_a_foreign_page_does_not_reach_the_server(string host, string? origin, string? site, string type, int status)
    {
        var reached = 0;
        await using var listening = await Listening.StartAsync(
            context =>
            {
                reached++;
                return context.Response.WriteAsync("{}");
            },
            settings => settings with { Key = Key, Hosts = ["docker.internal"] });
        using var client = new HttpClient();
        using var request = Post(listening, "{}"u8.ToArray(), type);
        request.Headers.Host = host;
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);

        using var answer = await client.SendAsync(request);

        ((int)answer.StatusCode, reached).Should().Be((status, status == 200 ? 1 : 0));
    }

    [Theory]
    [InlineData("text/event-stream", 200, "data: {\"a\":\"KEY\"}\n\ndata: [DONE]\n\n")]
    [InlineData("text/event-stream", 200, "data: {\"a\":\"KEY\"}\r\rdata: KEY")]
    [InlineData("application/json", 401, "{\"error\":{\"message\":\"Incorrect API key provided: KEY.\"}}")]
    [InlineData("application/json", 401, "{\"error\":{\"message\":\"Incorrect API key provided: \\u0073k-operator-0123456789.\"}}")]
    [InlineData("text/html", 500, "\u00e9\n<p>KEY\nKEY")]
    public async Task Key_that_the_server_repeats_reaches_neither_client_nor_cassette(string type, int status, string body)
    {
        string? authorization = null;
        await using var listening = await Listening.StartAsync(
            async context =>
            {
                authorization = context.Request.Headers.Authorization;
                context.Response.StatusCode = status;
                context.Response.ContentType = type;
                context.Response.Headers.RetryAfter = Key;
                context.Response.Headers["X-Echo"] = authorization;
                // Byte by byte: the key never comes in one piece.
                foreach (var one in Encoding.UTF8.GetBytes(body.Replace("KEY", Key, StringComparison.Ordinal)))
                {
                    await context.Response.Body.WriteAsync(new[] { one });
                    await context.Response.Body.FlushAsync();
                }
            },
            settings => settings with { Key = Key });
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk-of-the-client");

        using var answer = await client.SendAsync(Post(listening, "{}"u8.ToArray()));

        authorization.Should().Be($"Bearer {Key}");
        var expected = body.Replace("KEY", "REDACTED", StringComparison.Ordinal).Replace("\\u0073k-operator-0123456789", "REDACTED", StringComparison.Ordinal);
        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()).Should().Be((status, expected));
        answer.Headers.GetValues("X-Echo").Should().Equal("Bearer REDACTED");
        listening.Cassette.Turns[0].Response.ToString().Should().Be(expected);
        listening.Text.Should().NotContain(Key);
    }

    [Theory]
    [InlineData("Authorization", "Bearer token-abc", "token-abc")]
    [InlineData("Authorization", "token-abc", "token-abc")]
    [InlineData("api-key", "token-abc", "token-abc")]
    [InlineData("Cookie", "a=1; session=token-abc", "token-abc")]
    public async Task Secret_of_a_client_that_the_server_repeats_does_not_reach_the_cassette(string header, string value, string secret)
    {
        await using var listening = await Listening.StartAsync(context => context.Response.WriteAsync($"\"No: {secret}\""));
        using var client = new HttpClient();
        using var request = Post(listening, Encoding.UTF8.GetBytes($$"""{"user":"{{secret}}"}"""));
        request.Headers.TryAddWithoutValidation(header, value).Should().BeTrue();

        using var answer = await client.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).Should().Contain(secret, "it is the client's own");
        listening.Text.Should().NotContain(secret).And.Contain("REDACTED");
    }

    [Fact]
    public async Task Word_in_place_of_a_key_is_no_secret()
    {
        await using var listening = await Listening.StartAsync(context => context.Response.WriteAsync("""{"tool_choice":"none"}"""));
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "none");

        (await client.SendAsync(Post(listening, "{}"u8.ToArray()))).Dispose();

        listening.Cassette.Turns[0].Response.ToString().Should().Be("""{"tool_choice":"none"}""");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task Compressed_request_is_passed_on_and_recorded_as_text(string encoding)
    {
        string? got = null;
        await using var listening = await Listening.StartAsync(async context =>
        {
            got = $"{context.Request.Headers.ContentEncoding} {await new StreamReader(context.Request.Body).ReadToEndAsync()}";
            await context.Response.WriteAsync("{}");
        });
        using var client = new HttpClient();

        (await client.SendAsync(Compressed(listening, encoding, """{"input":"Hi"}"""u8))).Dispose();

        got.Should().Be(""" {"input":"Hi"}""");
        listening.Cassette.Turns[0].Request.Body.GetProperty("input").GetString().Should().Be("Hi");
    }

    [Fact]
    public async Task Request_that_is_compressed_otherwise_is_passed_on_raw_and_not_recorded()
    {
        byte[] zstd = [0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x00, 0x11, 0x00, 0x00, 0x7b, 0x7d];
        byte[]? got = null;
        string? encoding = null;
        await using var listening = await Listening.StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            (got, encoding) = (body.ToArray(), context.Request.Headers.ContentEncoding);
            await context.Response.WriteAsync("{}");
        });
        using var client = new HttpClient();
        using var request = Post(listening, zstd);
        request.Content!.Headers.ContentEncoding.Add("zstd");

        using var answer = await client.SendAsync(request);

        (answer.StatusCode, encoding).Should().Be((HttpStatusCode.OK, "zstd"));
        got.Should().Equal(zstd);
        File.Exists(listening.File).Should().BeFalse();
    }

    [Theory]
    [InlineData("gzip", 413)]
    [InlineData("br", 413)]
    [InlineData("identity", 413)]
    [InlineData("damaged", 400)]
    public async Task Body_that_is_too_large_before_or_after_decoding_or_damaged_is_refused(string encoding, int status)
    {
        var reached = 0;
        await using var listening = await Listening.StartAsync(
            context =>
            {
                reached++;
                return Task.CompletedTask;
            },
            settings => settings with { Limits = new() { MaxRequestBytes = 20_000 } });
        using var client = new HttpClient();
        using var request = encoding == "damaged" ? Post(listening, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) : Compressed(listening, encoding, new byte[20_001]);
        if (encoding == "damaged")
        {
            request.Content!.Headers.ContentEncoding.Add("gzip");
        }

        using var answer = await client.SendAsync(request);

        ((int)answer.StatusCode, reached).Should().Be((status, 0));
        ResponseAccumulator.FromJson(await answer.Content.ReadAsStringAsync()).Ending.Should().Be(Ending.Errored);
    }

    [Fact]
    public async Task Headers_that_come_slowly_are_ended()
    {
        await using var listening = await Listening.StartAsync(
            _ => Task.CompletedTask, settings => settings with { Limits = new() { HeadersTimeout = TimeSpan.FromSeconds(1) } });
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, listening.Url.Port);
        await client.GetStream().WriteAsync("POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nX-Slow: "u8.ToArray());

        using var reader = new StreamReader(client.GetStream());
        (await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(15))).Should().StartWith("HTTP/1.1 408");
    }

    private static HttpRequestMessage Post(Listening listening, byte[] body, string type = "application/json") => new(HttpMethod.Post, listening.Responses)
    {
        Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } },
    };

    private static HttpRequestMessage Compressed(Listening listening, string encoding, ReadOnlySpan<byte> body)
    {
        using var bytes = new MemoryStream();
        using (Stream to = encoding switch
        {
            "gzip" => new GZipStream(bytes, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(bytes, CompressionLevel.Fastest),
            "br" => new BrotliStream(bytes, CompressionLevel.Fastest),
            _ => bytes,
        })
        {
            to.Write(body);
        }

        var request = Post(listening, bytes.ToArray());
        request.Content!.Headers.ContentEncoding.Add(encoding);
        return request;
    }
}
