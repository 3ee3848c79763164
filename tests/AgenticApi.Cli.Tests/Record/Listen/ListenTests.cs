using System.Net;
using System.Text;
using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli.Tests.Record.Listen;

/// <summary>What <c>agentic-api record --listen</c> passes on over HTTP, and what it keeps of it.</summary>
public sealed class ListenTests
{
    private const string Created = """data: {"type":"response.created","response":{"id":"r1","status":"in_progress"}}""" + "\n\n";
    private const string Done = """data: {"type":"response.completed","response":{"id":"r1","status":"completed","output":[]}}""" + "\n\n";

    [Theory]
    [InlineData("POST", "/v1/responses", "/v1/responses")]
    [InlineData("GET", "/v1/responses/r1/input_items?limit=2&after=a%20b", "/v1/responses/r1/input_items?limit=2&after=a%20b")]
    [InlineData("DELETE", "/v1/responses/r%2F1", "/v1/responses/r%2F1")]
    [InlineData("PUT", "/health", "/health")]
    [InlineData("POST", "//evil.example/responses", "//evil.example/responses")]
    public async Task Request_goes_on_as_it_came_and_the_answer_comes_back(string method, string target, string reached)
    {
        HttpRequest? got = null;
        string? body = null;
        await using var listening = await Listening.StartAsync(async context =>
        {
            got = context.Request;
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            body += $" {got.Method} {got.Path.ToUriComponent()}{got.QueryString} {got.Headers.Authorization} {got.Headers.AcceptEncoding} {got.Headers["X-Own"]} {got.Headers["X-Hop"]}{got.Headers.TE} {got.Headers.Host == $"127.0.0.1:{context.Connection.LocalPort}"}";
            context.Response.StatusCode = 418;
            context.Response.Headers["X-Request-Id"] = "req_1";
            context.Response.Headers.RetryAfter = "7";
            context.Response.Headers.Append("Set-Cookie", "a=1");
            context.Response.Headers.Append("Set-Cookie", "b=2");
            await context.Response.WriteAsync("short");
        });
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var request = new HttpRequestMessage(new HttpMethod(method), listening.Url.GetLeftPart(UriPartial.Authority) + target) { Content = JsonBody.Of("{}") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer sk-of-the-client").Should().BeTrue();
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br").Should().BeTrue();
        request.Headers.TryAddWithoutValidation("X-Own", "a, \"b\"").Should().BeTrue();
        request.Headers.TryAddWithoutValidation("X-Hop", "1").Should().BeTrue();
        request.Headers.TryAddWithoutValidation("TE", "trailers").Should().BeTrue();
        request.Headers.TryAddWithoutValidation("Connection", "X-Hop").Should().BeTrue();

        using var answer = await client.SendAsync(request);

        body.Should().Be($$"""{} {{method}} {{reached}} Bearer sk-of-the-client identity a, "b"  True""");
        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()).Should().Be((418, "short"));
        (string.Join('|', answer.Headers.GetValues("X-Request-Id")), answer.Headers.RetryAfter!.ToString(), string.Join('|', answer.Headers.GetValues("Set-Cookie"))).Should().Be(("req_1", "7", "a=1|b=2"));
        await listening.EndAsync();
        if (target == "/health")
        {
            File.Exists(listening.File).Should().BeFalse("it asks for no response");
            return;
        }

        var turn = listening.Cassette.Turns.Should().ContainSingle().Which;
        (turn.Request.Method, turn.Request.Path, turn.Response.Status, turn.Response.ToString()).Should().Be((method, target.Split('?')[0], 418, "short"));
        turn.Request.Headers.Keys.Should().BeEquivalentTo("content-type");
        turn.Response.Headers.Keys.Should().BeEquivalentTo("content-type", "retry-after");
        turn.Request.Query.Should().HaveCount(target.Contains('?', StringComparison.Ordinal) ? 2 : 0);
        listening.Text.Should().NotContain("sk-of-the-client").And.NotContain("req_1").And.NotContain("a=1");
    }

    [Fact]
    public async Task Length_of_a_body_comes_as_it_is()
    {
        await using var listening = await Listening.StartAsync(context =>
        {
            context.Response.ContentLength = 5;
            return context.Response.WriteAsync("short");
        });
        using var client = new HttpClient();

        using var answer = await client.GetAsync(listening.Responses, HttpCompletionOption.ResponseHeadersRead);

        answer.Content.Headers.ContentLength.Should().Be(5);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sk-operator")]
    public async Task Each_event_comes_before_the_next_is_sent(string? key)
    {
        var next = new TaskCompletionSource();
        await using var listening = await Listening.StartAsync(
            async context =>
            {
                context.Response.ContentType = "text/event-stream";
                await context.Response.Body.FlushAsync();
                await next.Task;
                foreach (var text in (string[])[Created, Done])
                {
                    next = new TaskCompletionSource();
                    await context.Response.WriteAsync(text);
                    await context.Response.Body.FlushAsync();
                    await next.Task;
                }
            },
            settings => settings with { Key = key, KeepTimes = true });
        using var client = new HttpClient();
        using var answer = await client.SendAsync(Post(listening), HttpCompletionOption.ResponseHeadersRead).WaitAsync(TimeSpan.FromSeconds(10));
        using var stream = await answer.Content.ReadAsStreamAsync();

        foreach (var text in (string[])[Created, Done])
        {
            next.SetResult();
            var bytes = new byte[text.Length];
            await stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(TimeSpan.FromSeconds(10));
            Encoding.UTF8.GetString(bytes).Should().Be(text);
        }

        next.SetResult();
        (await stream.ReadAsync(new byte[1])).Should().Be(0);
        var turn = listening.Cassette.Turns.Should().ContainSingle().Which;
        (turn.Response.Transport, turn.Response.ToString(), turn.Response.Times.Count).Should().Be((CassetteTransport.EventStream, Created + Done, 2));
    }

    [Fact]
    public async Task Turns_stand_in_the_order_in_which_they_began_and_each_is_written_as_it_ends()
    {
        var arrived = new SemaphoreSlim(0);
        var first = new TaskCompletionSource();
        await using var listening = await Listening.StartAsync(async context =>
        {
            var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            arrived.Release();
            await (body.Contains("first", StringComparison.Ordinal) ? first.Task : Task.CompletedTask);
            await context.Response.WriteAsync(body);
        });
        using var client = new HttpClient();
        var slow = client.SendAsync(Post(listening, """{"input":"first"}"""));
        await arrived.WaitAsync();

        (await client.SendAsync(Post(listening, """{"input":"second"}"""))).Dispose();

        listening.Cassette.Turns.Select(turn => turn.Name).Should().Equal("t2");
        first.SetResult();
        (await slow).Dispose();
        listening.Cassette.Turns.Select(turn => (turn.Name, turn.Request.Body.GetProperty("input").GetString())).Should().Equal(("t1", "first"), ("t2", "second"));
    }

    [Fact]
    public async Task Client_that_leaves_ends_the_request_and_leaves_the_turn_as_far_as_it_came()
    {
        var left = new TaskCompletionSource();
        await using var listening = await Listening.StartAsync(async context =>
        {
            context.RequestAborted.Register(left.SetResult);
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(Created);
            await context.Response.Body.FlushAsync();
            await left.Task;
        });
        using var client = new HttpClient();
        using (var answer = await client.SendAsync(Post(listening), HttpCompletionOption.ResponseHeadersRead))
        {
            await (await answer.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[Created.Length]);
        }

        await left.Task.WaitAsync(TimeSpan.FromSeconds(10));

        await listening.EndAsync();
        listening.Cassette.Turns.Should().ContainSingle().Which.Response.Should().Match<CassetteResponse>(answer => answer.ToString() == Created && !answer.IsBroken);
    }

    [Theory]
    [InlineData(null, Created)]
    [InlineData("sk-operator", Created)]
    [InlineData(null, Created + "data: {")]
    [InlineData("sk-operator", Created + "data: {")]
    public async Task Server_that_breaks_off_breaks_the_answer_and_leaves_a_broken_turn(string? key, string came)
    {
        await using var listening = await Listening.StartAsync(
            async context =>
            {
                context.Response.ContentType = "text/event-stream";
                await context.Response.WriteAsync(came);
                await context.Response.Body.FlushAsync();
                throw new IOException();
            },
            settings => settings with { Key = key });
        using var client = new HttpClient();
        using var answer = await client.SendAsync(Post(listening), HttpCompletionOption.ResponseHeadersRead);
        using var stream = await answer.Content.ReadAsStreamAsync();
        using var got = new MemoryStream();

        await FluentActions.Awaiting(() => stream.CopyToAsync(got)).Should().ThrowAsync<IOException>();

        Encoding.UTF8.GetString(got.ToArray()).Should().Be(came);
        listening.Cassette.Turns.Should().ContainSingle().Which.Response.Should().Match<CassetteResponse>(response => response.ToString() == came && response.IsBroken);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Redirect_is_given_to_the_client_and_not_followed(int status)
    {
        var reached = 0;
        await using var other = await Listening.StartAsync(context =>
        {
            reached++;
            return Task.CompletedTask;
        });
        await using var listening = await Listening.StartAsync(
            context =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.Location = other.Responses.AbsoluteUri;
                return Task.CompletedTask;
            },
            settings => settings with { Key = "sk-operator" });
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        using var answer = await client.SendAsync(Post(listening));

        ((int)answer.StatusCode, answer.Headers.Location, reached).Should().Be((status, other.Responses, 0));
    }

    [Fact]
    public async Task Server_that_cannot_be_reached_is_an_error_in_the_form_of_the_API_and_no_turn()
    {
        await using var listening = await Listening.StartAsync("http://127.0.0.1:1/v1");
        using var client = new HttpClient();

        using var answer = await client.SendAsync(Post(listening));

        answer.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        ResponseAccumulator.FromJson(await answer.Content.ReadAsStringAsync()).Response.Error!.Message.Should().StartWith("The server cannot be reached");
        File.Exists(listening.File).Should().BeFalse();
    }

    [Fact]
    public async Task Cassette_that_cannot_be_written_takes_no_answer_away()
    {
        await using var listening = await Listening.StartAsync(
            context => context.Response.WriteAsync("{}"), settings => settings with { Output = "/proc/none/out.yaml" });
        using var client = new HttpClient();

        using var answer = await client.SendAsync(Post(listening));

        (await answer.Content.ReadAsStringAsync(), listening.HasFailed).Should().Be(("{}", true));
    }

    [Fact]
    public async Task Answer_that_is_compressed_unasked_is_refused_since_no_secret_could_be_found_in_it()
    {
        await using var listening = await Listening.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "br";
            return context.Response.WriteAsync("br");
        });
        using var client = new HttpClient();

        using var answer = await client.SendAsync(Post(listening));

        answer.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("compressed (br)");
    }

    private static HttpRequestMessage Post(Listening listening, string body = """{"stream":true}""") =>
        new(HttpMethod.Post, listening.Responses) { Content = JsonBody.Of(body) };
}
