using System.Text.Json;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.ServerTests;

public class StreamTests
{
    [Fact]
    public async Task Stream_of_every_kind_of_item_folds_without_deviations()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(Everything);

        var result = await client.StreamAsync();

        result.Deviations.Should().BeEmpty();
        result.Ending.Should().Be(Ending.Completed);
        result.Response.OutputText.Should().Be("The weather: 🌦️ fine.");
        result.Response.Usage!.TotalTokens.Should().Be(15);
        result.Response.Output.Should().HaveCount(6);
    }

    [Fact]
    public async Task Blocking_body_equals_the_folded_stream()
    {
        await using var streaming = await ModelServer.StartAsync();
        await using var blocking = await ModelServer.StartAsync();
        using var first = new TestClient(streaming);
        using var second = new TestClient(blocking);
        streaming.Round(Everything);
        blocking.Round(Everything);

        var streamed = await first.StreamAsync();
        var whole = await second.BlockAsync(new { input = "Hi" });

        whole.Deviations.Should().BeEmpty();
        whole.Response.Should().Be(streamed.Response);
    }

    [Fact]
    public async Task Events_are_numbered_and_cut_in_pieces()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Call("f", """{"city":"Paris"}""").Pieces(4));

        var (events, _) = await TestClient.ReadAsync(await client.PostAsync(new { input = "Hi", stream = true }));

        var json = events.ConvertAll(text => JsonDocument.Parse(text).RootElement);
        json.Select(e => e.GetProperty("sequence_number").GetInt32()).Should().Equal(Enumerable.Range(0, events.Count));
        json.Count(e => e.GetProperty("type").GetString() == "response.function_call_arguments.delta").Should().Be(4);
    }

    [Theory]
    [InlineData("incomplete", "max_output_tokens", Ending.Incomplete)]
    [InlineData("failed", "server_error", Ending.Failed)]
    public async Task Ending_that_is_set_ends_stream_and_body(string status, string reason, Ending ending)
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Always(r => r.Text("Half").Ending(status, reason));

        var streamed = await client.StreamAsync();
        var whole = await client.BlockAsync(new { input = "Hi" });

        streamed.Deviations.Should().BeEmpty();
        streamed.Ending.Should().Be(ending);
        whole.Ending.Should().Be(ending);
        (streamed.Response.IncompleteDetails?.Reason ?? streamed.Response.Error!.Code).Should().Be(reason);
    }

    [Theory]
    [InlineData(false, "incomplete")]
    [InlineData(true, "completed")]
    public async Task Last_item_of_an_incomplete_response_is_marked_unless_hidden(bool hidden, string status)
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => (hidden ? r.MarkedCompletedButIncomplete() : r).Call("f", "{\"a").Ending("incomplete"));

        var result = await client.StreamAsync();

        result.Response.FunctionCalls.Single().Status.Should().Be(status);
    }

    [Fact]
    public async Task Terminal_ids_and_arguments_differ_from_the_stream_when_asked()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Call("f", "{}", "call_a").Call("g", "{}", "call_b").TerminalCallIds().TerminalArguments(1, """{"x":1}"""));

        using var answer = await client.PostAsync(new { input = "Hi", stream = true });
        var accumulator = new ResponseAccumulator();
        var steps = 0;
        await foreach (var step in accumulator.ReadAsync(await answer.Content.ReadAsStreamAsync()))
        {
            steps++;
        }

        steps.Should().BePositive();
        accumulator.FinalCallId("call_a").Should().Be("call_a_final");
        accumulator.Finish().Response.FunctionCalls.Last().Arguments.Should().Be("""{"x":1}""");
    }

    [Fact]
    public async Task Terminal_output_leaves_out_what_is_said()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Call("f").Call("g").TerminalOmits(0)).Round(r => r.Text("Hi").NoTerminalOutput());

        var omitted = await LastEventAsync(client);
        var none = await LastEventAsync(client);

        omitted.GetProperty("response").GetProperty("output").EnumerateArray().Single().GetProperty("name").GetString().Should().Be("g");
        none.GetProperty("response").TryGetProperty("output", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Done_event_of_an_item_is_left_out_when_asked()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Call("f").Call("g").WithoutItemDone(0));

        var (events, _) = await TestClient.ReadAsync(await client.PostAsync(new { input = "Hi", stream = true }));

        events.Where(text => text.Contains("output_item.done", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().Contain("\"g\"");
    }

    [Fact]
    public async Task Raw_lines_come_where_they_are_written()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Raw("data: one", "data: two").WithoutLifecycle());

        var (events, _) = await TestClient.ReadAsync(await client.PostAsync(new { input = "Hi", stream = true }));

        events.Should().Equal("one", "two");
    }

    private static async Task<JsonElement> LastEventAsync(TestClient client)
    {
        var (events, _) = await TestClient.ReadAsync(await client.PostAsync(new { input = "Hi", stream = true }));
        return JsonDocument.Parse(events[^1]).RootElement;
    }

    private static void Everything(RoundScript r) => r
        .Reasoning("I think.", encrypted: "secret")
        .Text("The weather: 🌦️ fine.")
        .Reasoning(content: "Openly.")
        .Call("get_weather", """{"city":"Paris"}""", "call_a")
        .CustomCall("run", "print(1)", "call_b")
        .Call("none", "");
}
