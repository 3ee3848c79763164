using System.Net;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.ServerTests;

public class StoreTests
{
    [Fact]
    public async Task Previous_response_id_joins_the_histories()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Call("f", "{}", "c")).Round(r => r.Text("Done"));

        var first = await client.StreamAsync();
        var second = await client.StreamAsync(new { previous_response_id = first.Response.Id, input = new[] { TestClient.Output("c") }, stream = true });

        second.Response.OutputText.Should().Be("Done");
        server.Histories[1].Select(item => item.GetProperty("type").GetString()).Should().Equal("message", "function_call", "function_call_output");
    }

    [Fact]
    public async Task Previous_response_id_joins_the_terminal_ids()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Call("f", "{}", "c").TerminalCallIds()).Always(r => r.Text("Done"));

        var first = await client.StreamAsync();
        var (status, _) = await client.RefusedAsync(new { previous_response_id = first.Response.Id, input = new[] { TestClient.Output("c") } });
        var second = await client.BlockAsync(new { previous_response_id = first.Response.Id, input = new[] { TestClient.Output("c_final") } });

        status.Should().Be(400);
        second.Ending.Should().Be(Ending.Completed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Response_is_found_again_only_if_it_is_stored(bool store)
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Always(r => r.Text("Hi"));
        var first = await client.StreamAsync(new { input = "Hi", stream = true, store });

        using var read = await client.SendAsync(HttpMethod.Get, $"responses/{first.Response.Id}");
        using var next = await client.PostAsync(new { previous_response_id = first.Response.Id, input = "More" });

        read.StatusCode.Should().Be(store ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        next.StatusCode.Should().Be(store ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        server.Refusals.Select(refusal => refusal.Code).Should().Equal(store ? [] : [null, "previous_response_not_found"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Broken_response_is_kept_only_if_it_runs_on(bool runsOn)
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => (runsOn ? r.RunsOn() : r).Text("Hello").DropAfter(4));

        var broken = await TestClient.ReadAsync(await client.PostAsync(new { input = "Hi", stream = true }));
        using var read = await client.SendAsync(HttpMethod.Get, "responses/resp_1");

        broken.IsBroken.Should().BeTrue();
        read.StatusCode.Should().Be(runsOn ? HttpStatusCode.OK : HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Conversation_gathers_items_whether_named_by_text_or_object()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Call("f", "{}", "c")).Round(r => r.Text("Done")).Round(r => r.Text("More"));

        await client.StreamAsync(new { conversation = "conv_1", input = "Hi", stream = true });
        await client.StreamAsync(new { conversation = new { id = "conv_1" }, input = new[] { TestClient.Output("c") }, stream = true });
        await client.StreamAsync(new { conversation = "conv_1", input = "Go on", stream = true });

        server.Histories.Select(history => history.Count).Should().Equal(1, 3, 5);
        server.Refusals.Should().BeEmpty();
    }

    [Fact]
    public async Task Background_response_that_broke_is_resumed_to_the_same_response()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        var gate = new TaskCompletionSource();
        server.Round(r => r.Reasoning("Why").Call("f").Pause(gate.Task).Text("Hello there").DropAfter(5, times: 2));
        var accumulator = new ResponseAccumulator();

        await ReadAsync(accumulator, await client.PostAsync(new { input = "Hi", stream = true, background = true }));
        var atFirst = accumulator.LastSequenceNumber;
        await ReadAsync(accumulator, await client.SendAsync(HttpMethod.Get, $"responses/resp_1?stream=true&starting_after={atFirst}"));
        var atSecond = accumulator.LastSequenceNumber;
        var running = await client.GetAsync("resp_1");
        gate.SetResult();
        await ReadAsync(accumulator, await client.SendAsync(HttpMethod.Get, $"responses/resp_1?stream=true&starting_after={atSecond}"));

        atFirst.Should().Be(4);
        atSecond.Should().Be(9);
        running.Ending.Should().Be(Ending.InProgress);
        accumulator.Finish().Deviations.Should().OnlyContain(deviation => deviation.Kind == DeviationKind.ConnectionBroken);
        accumulator.Finish().Response.Should().Be((await client.GetAsync("resp_1")).Response);
        server.AnsweredRounds.Should().Be(1);
    }

    [Fact]
    public async Task Background_response_is_queued_at_first_and_completed_in_the_end()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Text("Hi"));

        var queued = await client.BlockAsync(new { input = "Hi", background = true });
        var done = await client.GetAsync("resp_1");

        queued.Response.Status.Should().Be("queued");
        done.Response.Status.Should().Be("completed");
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.BadRequest)]
    public async Task Other_response_is_streamed_again_only_when_asked(bool resumes, HttpStatusCode status)
    {
        await using var server = await ModelServer.StartAsync(new() { ResumesAnyResponse = resumes });
        using var client = new TestClient(server);
        server.Round(r => r.Text("Hi"));
        await client.StreamAsync();

        using var answer = await client.SendAsync(HttpMethod.Get, "responses/resp_1?stream=true&starting_after=1");

        answer.StatusCode.Should().Be(status);
        var (events, _) = await TestClient.ReadAsync(answer);
        events.FirstOrDefault("").Contains("\"sequence_number\":2", StringComparison.Ordinal).Should().Be(resumes);
    }

    [Fact]
    public async Task Cancel_ends_a_background_response()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Pause(new TaskCompletionSource().Task).Text("Never")).Round(r => r.Text("Hi"));
        await client.BlockAsync(new { input = "Hi", background = true });
        await client.BlockAsync(new { input = "Hi" });

        using var cancelled = await client.SendAsync(HttpMethod.Post, "responses/resp_1/cancel");
        using var refused = await client.SendAsync(HttpMethod.Post, "responses/resp_2/cancel");

        cancelled.StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync("resp_1")).Ending.Should().Be(Ending.Cancelled);
        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Deleted_response_is_gone()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Text("Hi"));
        await client.StreamAsync();

        using var deleted = await client.SendAsync(HttpMethod.Delete, "responses/resp_1");
        using var again = await client.SendAsync(HttpMethod.Delete, "responses/resp_1");

        deleted.StatusCode.Should().Be(HttpStatusCode.OK);
        again.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Request_is_observed_with_its_headers_and_given_to_the_round()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round((request, r) => r.Text($"You sent {request.Body.GetProperty("input")}"));

        var result = await client.StreamAsync();
        using var exhausted = await client.PostAsync(new { input = "Hi" });

        result.Response.OutputText.Should().Be("You sent Hi");
        server.RequestCame(2).IsCompleted.Should().BeTrue();
        server.RequestCame(3).IsCompleted.Should().BeFalse();
        server.Requests[0].Headers.Should().ContainKey("host");
        server.Refusals.Single().Code.Should().Be("script_at_its_end");
    }

    private static async Task ReadAsync(ResponseAccumulator accumulator, HttpResponseMessage answer)
    {
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        try
        {
            await foreach (var step in accumulator.ReadAsync(await answer.Content.ReadAsStreamAsync()))
            {
                step.Deviations.Should().BeEmpty();
            }
        }
        catch (IOException)
        {
            // The fault.
        }
    }
}
