using System.Text;

namespace AgenticApi.Tests.Events;

/// <summary>Reads bytes as typed events.</summary>
public class ResponseEventReaderTests
{
    [Fact]
    public void Event_without_an_event_line_takes_its_type_from_its_json() =>
        Read($"data: {Wire.Text(0, "Hi")}\n\n").Should().ContainSingle().Which.Should().BeOfType<OutputTextDeltaEvent>().Which.Delta.Should().Be("Hi");

    [Fact]
    public void Event_without_a_type_in_its_json_takes_it_from_the_event_line() =>
        Read("event: response.output_text.delta\ndata: {\"delta\":\"Hi\"}\n\n").Should().ContainSingle().Which.Should().BeOfType<OutputTextDeltaEvent>();

    [Fact]
    public void Comments_heartbeats_and_done_are_skipped() =>
        Read($": ping\n\nevent: ping\n\ndata: {Wire.Created}\n\n:\n\ndata: [DONE]\n\n").Should().ContainSingle();

    [Fact]
    public void Last_event_without_its_blank_line_is_read() =>
        Read($"data: {Wire.Created}\n\ndata: {Wire.Completed()}").Select(e => e.Type).Should().Equal("response.created", "response.completed");

    [Fact]
    public void Json_body_is_one_bare_response() =>
        Read("  \n{\"object\":\"response\",\n \"id\":\"r\",\"status\":\"completed\",\"output\":[]}\n").Should().ContainSingle()
            .Which.Should().BeOfType<BareResponseEvent>().Which.Response.Id.Should().Be("r");

    [Fact]
    public void Json_lines_are_one_event_each() =>
        Read(Wire.Created + "\n" + Wire.Text(0, "Hi") + "\n\n" + Wire.Completed()).Select(e => e.Type)
            .Should().Equal("response.created", "response.output_text.delta", "response.completed");

    [Fact]
    public void Json_line_that_is_damaged_is_malformed_and_the_next_is_read() =>
        Read(Wire.Created + "\n{\"type\":oops}\n" + Wire.Completed()).Select(e => e.GetType().Name)
            .Should().Equal(nameof(ResponseCreatedEvent), nameof(MalformedEvent), nameof(ResponseCompletedEvent));

    [Fact]
    public void Unknown_event_keeps_its_json()
    {
        var e = Read("data: {\"type\":\"response.novel\",\"output_index\":2,\"extra\":{\"a\":1}}\n\n").Should().ContainSingle().Which.Should().BeOfType<UnknownEvent>().Subject;

        (e.Type, e.OutputIndex).Should().Be(("response.novel", 2));
        e.Json.GetProperty("extra").GetProperty("a").GetInt32().Should().Be(1);
    }

    [Theory]
    [InlineData("<html><body>Bad gateway</body></html>", "HTML")]
    [InlineData("upstream connect error", "neither")]
    [InlineData("[{}]", "array")]
    public void Bytes_that_are_no_answer_throw_with_their_kind(string bytes, string what) =>
        FluentActions.Invoking(() => Read(bytes)).Should().Throw<ResponseProtocolException>().WithMessage($"*{what}*").Which.Message.Should().NotContain("gateway");

    [Fact]
    public void Body_that_is_cut_off_throws_with_its_position() =>
        FluentActions.Invoking(() => Read("{\"object\":\"response\",\"output\":[")).Should().Throw<ResponseProtocolException>().WithMessage("*cut off*");

    [Theory]
    [InlineData("")]
    [InlineData(": nothing but a comment\n\n")]
    public void Stream_without_any_event_is_truncated(string bytes) => Fold.Bytes(bytes).Ending.Should().Be(Ending.Truncated);

    [Fact]
    public void Body_where_a_stream_was_asked_for_gives_what_the_body_gives()
    {
        const string body = """{"object":"response","id":"r","status":"completed","output":[{"type":"message","id":"m","role":"assistant","status":"completed","content":[]}]}""";

        var result = Fold.Bytes(body);

        result.Response.Should().Be(ResponseAccumulator.FromJson(body).Response);
        result.Deviations.Select(d => d.Kind).Should().Equal(DeviationKind.BodyInsteadOfStream);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Any_line_end_and_any_split_of_the_bytes_give_the_same(string lineEnd)
    {
        var turn = Turns.Get("text-streaming.yaml", 1);
        var bytes = Encoding.UTF8.GetBytes(turn.Response.ToString().ReplaceLineEndings(lineEnd));

        var split = await ResponseAccumulator.FromStreamAsync(new OneByteStream(bytes));

        split.Response.Should().Be(turn.Response.Accumulate().Response);
        split.Deviations.Should().BeEmpty();
    }

    [Fact]
    public void Several_responses_on_one_connection_are_returned_one_after_the_other()
    {
        var second = Wire.Created.Replace("resp_1", "resp_2", StringComparison.Ordinal);
        var bytes = string.Join('\n', Wire.Created, Wire.Completed(Wire.Message("a", "one")), second, Wire.Completed(Wire.Message("b", "two")).Replace("resp_1", "resp_2", StringComparison.Ordinal));

        var results = ResponseAccumulator.AllFromStreamAsync(new MemoryStream(Encoding.UTF8.GetBytes(bytes))).ToBlockingEnumerable().ToList();

        results.Select(result => (result.Response.Id, result.Response.OutputText)).Should().Equal(("resp_1", "one"), ("resp_2", "two"));
        results.Should().OnlyContain(result => result.Ending == Ending.Completed && result.Deviations.Count == 0);
    }

    [Fact]
    public async Task Responses_in_lanes_of_one_connection_are_separate_and_returned_as_they_end()
    {
        static string Lane(string lane, string json) => json[..^1].TrimEnd() + $",\"stream_id\":\"{lane}\"}}";
        string[] events =
        [
            Lane("a", Wire.Created), Lane("b", Wire.Created), Lane("a", Wire.Text(0, "one")), Lane("b", Wire.Text(0, "two")), Lane("b", Wire.Completed()),
            Lane("b", Wire.Text(0, "late")), Lane("a", Wire.Text(0, "!")),
        ];

        var results = new List<AccumulatedResponse>();
        await foreach (var result in ResponseAccumulator.AllFromStreamAsync(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', events)))))
        {
            results.Add(result);
        }

        results.Select(result => (result.Ending, result.Response.OutputText)).Should().Equal((Ending.Completed, "two"), (Ending.Truncated, "one!"));
    }

    [Fact]
    public async Task Reading_with_a_cancelled_token_throws()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await FluentActions.Awaiting(() => ResponseAccumulator.FromStreamAsync(new MemoryStream([1]), cancellationToken: source.Token))
            .Should().ThrowAsync<OperationCanceledException>();
    }

    private static List<ResponseStreamEvent> Read(string bytes) =>
        [.. ResponseEventReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(bytes))).ToBlockingEnumerable()];
}
