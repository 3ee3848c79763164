using System.Text;
using K = AgenticApi.DeviationKind;

namespace AgenticApi.Tests.Folding;

/// <summary>Complete responses: flat events, errors, lanes, limits, audio, and calls that an accumulator rejects.</summary>
public class WholeResponseTests
{
    [Fact]
    public void Response_in_its_event_has_no_members_of_the_event() =>
        Fold.Events("""{"type":"response.completed","sequence_number":3,"object":"response","id":"r","status":"completed","stream_id":"s","output":[]}""").Response.ToJson()
            .Should().Be("""{"object":"response","id":"r","status":"completed","output":[]}""");

    [Fact]
    public void Parameter_of_the_error_event_is_added_to_the_error_of_the_failed_response()
    {
        const string error = """{"type":"error","error":{"code":"c","param":"p"}}""";
        Error(error, "{\"code\":\"final\"}").Should().Be("""{"code":"final","param":"p"}""");
        Error(error, "{\"code\":\"final\",\"param\":\"own\"}").Should().Be("""{"code":"final","param":"own"}""");
        Error(error, "null").Should().Be("""{"code":"c","param":"p"}""");
        Error("""{"type":"error","error":{"code":"c","param":null}}""", "{\"code\":\"final\"}").Should().Be("""{"code":"final"}""");
    }

    [Fact]
    public void Arguments_of_a_call_in_a_body_are_reported_only_if_invalid()
    {
        static IEnumerable<(K, int?)> Named(params string[] calls) =>
            ResponseAccumulator.FromJson($$"""{"id":"r","object":"response","status":"completed","output":[{{string.Join(',', calls)}}]}""").Deviations.Select(d => (d.Kind, d.OutputIndex));
        var good = Wire.Call("a", "c1", "f", "{}", "completed");
        var bad = Wire.Call("b", "c2", "f", "[1]", "completed");
        Named(good, bad).Should().Equal((K.ArgumentsNotAnObject, 1));
        Named(good, good.Replace("{}", "", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void Same_response_that_is_created_again_after_its_end_is_not_the_next_one()
    {
        var accumulator = Fold.Into(new(), [Wire.Created, Wire.Completed()]);
        accumulator.IsNextResponse(ResponseStreamEvent.Parse(Wire.Created)).Should().BeFalse();
        accumulator.IsNextResponse(ResponseStreamEvent.Parse(Wire.Created.Replace("resp_1", "resp_2", StringComparison.Ordinal))).Should().BeTrue();
        accumulator.IsNextResponse(ResponseStreamEvent.Parse("{")).Should().BeFalse();
    }

    [Fact]
    public void First_event_of_an_accumulator_is_not_the_next_response() =>
        new ResponseAccumulator().IsNextResponse(ResponseStreamEvent.Parse(Wire.Created)).Should().BeFalse();

    [Fact]
    public void Created_under_another_id_is_the_next_response_also_before_the_end()
    {
        var accumulator = Fold.Into(new(), [Wire.Created]);
        accumulator.IsNextResponse(ResponseStreamEvent.Parse(Wire.Created.Replace("resp_1", "resp_2", StringComparison.Ordinal))).Should().BeTrue();
        accumulator.IsNextResponse(ResponseStreamEvent.Parse(Wire.InProgress.Replace("resp_1", "resp_2", StringComparison.Ordinal))).Should().BeFalse();
    }

    [Fact]
    public void Damaged_event_on_a_connection_belongs_to_the_response_without_a_lane()
    {
        var open = All(Wire.Created, "{\"broken\"", Wire.Completed());
        open.Should().ContainSingle().Which.Deviations.Select(d => d.Kind).Should().Equal(K.MalformedEvent);
        All(Wire.Created, Wire.Completed(), "{\"broken\"").Should().ContainSingle().Which.Ending.Should().Be(Ending.Completed);
    }

    [Fact]
    public void Audio_with_escaped_slashes_is_decoded_without_a_deviation()
    {
        var accumulator = Fold.Into(new(), [Wire.Created]);
        var step = accumulator.Add(ResponseStreamEvent.Parse("""{"type":"response.audio.delta","delta":"\/\/\/\/"}"""));
        (step.Effect, step.Deviations.Count).Should().Be((StepEffect.AudioAppended, 0));
        accumulator.Finish().Audio.ToArray().Should().Equal(255, 255, 255);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(512)]
    public void Depth_at_its_bounds_is_allowed(int depth) => new ResponseAccumulatorOptions { MaxJsonDepth = depth }.MaxJsonDepth.Should().Be(depth);

    [Fact]
    public void Options_have_the_limits_that_their_documentation_states()
    {
        var options = new ResponseAccumulatorOptions();
        (options.MaxEventBytes, options.MaxResponseBytes, options.MaxItems, options.MaxParts, options.MaxAnnotations, options.MaxLanes, options.MaxJsonDepth, options.Strict)
            .Should().Be((128L << 20, 256L << 20, 10_000, 10_000, 100_000, 1_000, 64, false));
    }

    [Fact]
    public void Null_argument_throws_with_the_name_of_the_argument()
    {
        var accumulator = new ResponseAccumulator();
        Parameter(() => accumulator.Add((ResponseStreamEvent)null!)).Should().Be("streamEvent");
        Parameter(() => accumulator.IsNextResponse(null!)).Should().Be("streamEvent");
        Parameter(() => accumulator.FinalCallId(null!)).Should().Be("streamedCallId");
        Parameter(() => accumulator.ReadAsync(null!)).Should().Be("stream");
        Parameter(() => ResponseAccumulator.AllFromStreamAsync(null!)).Should().Be("stream");
        Parameter(() => ResponseAccumulator.FromJson((string)null!)).Should().Be("json");
        Parameter(() => ResponseAccumulator.FromStreamAsync(null!).GetAwaiter().GetResult()).Should().Be("stream");
    }

    [Fact]
    public void Deviation_has_an_id_and_a_type_only_of_the_usual_form()
    {
        static (string? Id, string? Type) Shown(string id, string type)
        {
            var deviations = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage(id)), Wire.Text(0, "x", id: "other"), $$"""{"type":"{{type}}"}""").Deviations;
            return (deviations.Single(d => d.Kind == K.ItemIdUnstable).ItemId, deviations.Single(d => d.Kind == K.UnknownEvent).EventType);
        }

        var (id, type) = (new string('i', 128), new string('t', 80));
        Shown(id, type).Should().Be((id, type));
        Shown(id + "i", type + "t").Should().Be((null, null));
        Shown("my secret", "response.Secret").Should().Be((null, null));
        Shown("a-Z_0.9:", "response.new_1").Should().Be(("a-Z_0.9:", "response.new_1"));
    }

    [Fact]
    public void Steps_have_the_effect_of_their_event()
    {
        var accumulator = Fold.Into(new(), [Wire.Created, Wire.Added(0, Wire.EmptyMessage("m"))]);
        StepEffect Effect(string json) => accumulator.Add(Encoding.UTF8.GetBytes(json)).Effect;

        Effect(Wire.Text(0, "a", id: "m")).Should().Be(StepEffect.TextAppended, "an odd event is taken all the same");
        Effect(Wire.TextDone(0, "b", id: "m")).Should().Be(StepEffect.PartFinished);
        Effect(Wire.Text(0, "c", id: "m")).Should().Be(StepEffect.Ignored, "the text is whole");
        Effect("""{"type":"response.output_text.delta","output_index":0}""").Should().Be(StepEffect.Ignored, "it has no delta");
    }

    [Fact]
    public async Task Bytes_that_are_no_answer_throw_also_if_read_event_by_event()
    {
        var bytes = Encoding.UTF8.GetBytes("<html>no such page</html>");
        await FluentActions.Awaiting(async () => await Count(new ResponseAccumulator().ReadAsync(new MemoryStream(bytes)))).Should().ThrowAsync<ResponseProtocolException>().WithMessage("*HTML*");
        await FluentActions.Awaiting(async () => await Count(ResponseAccumulator.AllFromStreamAsync(new MemoryStream(bytes)))).Should().ThrowAsync<ResponseProtocolException>().WithMessage("*HTML*");
    }

    [Fact]
    public void Body_that_is_cut_off_throws_with_line_and_byte() =>
        FluentActions.Invoking(() => ResponseAccumulator.FromJson("{\n\"a\":1,\n\"b\":oops}")).Should().Throw<ResponseProtocolException>().WithMessage("*line 3, byte 5 *");

    [Fact]
    public void Strict_mode_names_the_deviation_its_event_and_number()
    {
        static string Message(params string[] events) =>
            FluentActions.Invoking(() => Fold.Into(new(new() { Strict = true }), events).Finish()).Should().Throw<ResponseProtocolException>().Which.Message;
        Message(Wire.Created, Wire.Numbered(7, Wire.Text(0, "x"))).Should().StartWith("Strict mode rejects ItemNotAnnounced in response.output_text.delta (sequence number 7). Set Strict to false ");
        Message(Wire.Created, Wire.Text(0, "x")).Should().StartWith("Strict mode rejects ItemNotAnnounced in response.output_text.delta. Set Strict to false ");
        Message(Wire.Created).Should().StartWith("Strict mode rejects StreamTruncated. Set Strict to false ");
    }

    [Fact]
    public void Response_that_cuts_off_another_has_nothing_of_it()
    {
        var second = Wire.Created.Replace("resp_1", "resp_2", StringComparison.Ordinal);
        var results = All(Wire.Created, Wire.Added(0, Wire.Call("f", "c", "n")), Wire.Arguments(0, "{", "f"), second, Wire.Text(0, "two", id: "m"));

        results.Select(result => result.Response.Id).Should().Equal("resp_1", "resp_2");
        results.Select(result => string.Join(',', result.Response.Output.Select(item => item.Type))).Should().Equal("function_call", "message");
    }

    [Fact]
    public void Status_that_is_the_first_member_is_replaced_and_occurs_once()
    {
        var result = Fold.Events("""{"type":"response.created","response":{"status":"in_progress","id":"r","object":"response","output":[]}}""");
        result.Response.Json.EnumerateObject().Where(member => member.Name == "status").Should().ContainSingle().Which.Value.GetString().Should().Be("incomplete");
    }

    [Fact]
    public void Status_spelled_with_escapes_is_written_back_as_it_came()
    {
        const string body = """{"id":"r","object":"response","status":"complet\u0065d","output":[]}""";
        ResponseAccumulator.FromJson(body).Response.ToJson().Should().Be(body);
    }

    [Fact]
    public async Task Second_call_while_one_is_running_throws_with_what_to_do()
    {
        // Long enough that the two calls overlap.
        var accumulator = Fold.Into(new(), [Wire.Created, .. Enumerable.Range(0, 2_000).Select(i => Wire.Text(i, "x", id: "m" + i))]);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var calls = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                accumulator.Snapshot();
            }
        })).ToArray();

        var refused = await Task.WhenAny(calls);
        await end.CancelAsync();

        (await FluentActions.Awaiting(() => refused).Should().ThrowAsync<InvalidOperationException>()).WithMessage("Another call on this accumulator is running.*one accumulator for each response*");
    }

    private static async Task<int> Count<T>(IAsyncEnumerable<T> all)
    {
        var count = 0;
        await foreach (var _ in all)
        {
            count++;
        }

        return count;
    }

    private static string? Parameter(Action call) => call.Should().Throw<ArgumentNullException>().Which.ParamName;

    private static string Error(string error, string own)
    {
        var failed = Wire.Terminal("failed").Replace("\"model\":", $"\"error\":{own},\"model\":", StringComparison.Ordinal);
        return Fold.Events(Wire.Created, error, failed).Response.Error!.ToJson();
    }

    private static List<AccumulatedResponse> All(params string[] events) =>
        [.. ResponseAccumulator.AllFromStreamAsync(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', events)))).ToBlockingEnumerable()];
}
