using System.Net;
using System.Text.Json;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.ServerTests;

public class FaultTests
{
    private static readonly object Request = new { input = "Hi", stream = true };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    public async Task Drop_comes_after_exactly_so_many_events_and_the_round_is_answered_again(int count)
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Text("Hello there").DropAfter(count)).Round(r => r.Text("Next"));

        var (events, isBroken) = await TestClient.ReadAsync(await client.PostAsync(Request));
        var again = await client.StreamAsync();
        var next = await client.StreamAsync();

        events.Should().HaveCount(count);
        isBroken.Should().BeTrue();
        again.Response.OutputText.Should().Be("Hello there");
        next.Response.OutputText.Should().Be("Next");
        server.AnsweredRounds.Should().Be(2);
    }

    [Fact]
    public async Task Drop_at_a_place_comes_after_the_items_before_it()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Call("f").DropHere().Text("Unseen").Once()).Round(r => r.Text("Next"));

        var (events, isBroken) = await TestClient.ReadAsync(await client.PostAsync(Request));
        var next = await client.StreamAsync();

        events[^1].Should().Contain("output_item.done").And.Contain("function_call");
        isBroken.Should().BeTrue();
        next.Response.OutputText.Should().Be("Next");
    }

    [Fact]
    public async Task Drop_before_the_head_breaks_the_request()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Text("Hi").DropBeforeHead());

        await client.Invoking(c => c.PostAsync(Request)).Should().ThrowAsync<HttpRequestException>();

        (await client.StreamAsync()).Ending.Should().Be(Ending.Completed);
    }

    [Fact]
    public async Task Dropped_blocking_body_breaks()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Text("Hi").DropAfter(0));

        using var answer = await client.PostAsync(new { input = "Hi" });
        await answer.Content.Invoking(content => content.ReadAsStringAsync()).Should().ThrowAsync<HttpRequestException>();

        (await client.BlockAsync(new { input = "Hi" })).Ending.Should().Be(Ending.Completed);
    }

    [Fact]
    public async Task Garbled_event_is_broken_JSON_and_the_rest_comes()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Text("Hello there").GarbleAt(5));

        var (events, isBroken) = await TestClient.ReadAsync(await client.PostAsync(Request));

        isBroken.Should().BeFalse();
        events.Select(IsJson).Select((isJson, index) => (isJson, index)).Where(e => !e.isJson).Should().ContainSingle().Which.index.Should().Be(5);
        events[^1].Should().Contain("response.completed");
    }

    [Fact]
    public async Task Stall_sends_nothing_more_until_the_client_leaves()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Text("Hello there").StallAfter(2));

        using (var answer = await client.PostAsync(Request))
        {
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
            await ReadEventsAsync(reader, 2);
            var next = reader.ReadLineAsync();
            (await Task.WhenAny(next, Task.Delay(100))).Should().NotBeSameAs(next);
        }

        (await client.StreamAsync()).Ending.Should().Be(Ending.Completed);
    }

    [Fact]
    public async Task Hang_holds_the_head_until_the_gate_opens()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        var gate = new TaskCompletionSource();
        server.Round(r => r.Text("Hi").HangUntil(gate.Task));

        var answer = client.PostAsync(Request);
        await server.RequestCame(1);
        (await Task.WhenAny(answer, Task.Delay(100))).Should().NotBeSameAs(answer);
        gate.SetResult();

        (await TestClient.FoldAsync(await answer)).Ending.Should().Be(Ending.Completed);
    }

    [Fact]
    public async Task Pause_holds_the_stream_between_two_items()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        var gate = new TaskCompletionSource();
        server.Round(r => r.Call("f").Pause(gate.Task).Call("g"));

        using var answer = await client.PostAsync(Request);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var before = await ReadEventsAsync(reader, 7);
        var next = reader.ReadLineAsync();
        (await Task.WhenAny(next, Task.Delay(100))).Should().NotBeSameAs(next);
        gate.SetResult();

        before[^1].Should().Contain("output_item.done");
        (await next).Should().Be("event: response.output_item.added");
    }

    [Fact]
    public async Task Pause_before_an_event_holds_exactly_that_event()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        var gate = new TaskCompletionSource();
        server.Round(r => r.Text("Hi").PauseBefore(2, gate.Task));

        using var answer = await client.PostAsync(Request);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        await ReadEventsAsync(reader, 2);
        var next = reader.ReadLineAsync();
        (await Task.WhenAny(next, Task.Delay(100))).Should().NotBeSameAs(next);
        server.AnsweredRounds.Should().Be(0);
        gate.SetResult();

        (await next).Should().Be("event: response.output_item.added");
    }

    [Fact]
    public async Task Faults_follow_one_another_and_then_the_round_is_answered()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Text("Hi").Status(429, retryAfterSeconds: 7).Status(500, times: 2).Status(502, "<html>"));

        using var limited = await client.PostAsync(Request);
        using var failed = await client.PostAsync(Request);
        using var failedAgain = await client.PostAsync(Request);
        using var page = await client.PostAsync(Request);
        var answered = await client.StreamAsync();

        limited.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        limited.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(7));
        failed.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        failedAgain.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await page.Content.ReadAsStringAsync()).Should().Be("<html>");
        answered.Ending.Should().Be(Ending.Completed);
    }

    private static async Task<List<string>> ReadEventsAsync(StreamReader reader, int count)
    {
        var events = new List<string>();
        while (events.Count < count)
        {
            var line = await reader.ReadLineAsync() ?? throw new EndOfStreamException();
            if (line.Length == 0)
            {
                continue;
            }

            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                events.Add(line);
                await reader.ReadLineAsync();
            }
        }

        return events;
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
