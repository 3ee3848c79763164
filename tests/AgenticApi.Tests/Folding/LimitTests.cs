using System.Text;

namespace AgenticApi.Tests.Folding;

/// <summary>Input beyond the limits, and damaged input.</summary>
public class LimitTests
{
    [Fact]
    public async Task Event_that_is_too_long_throws_with_the_limit_and_keeps_earlier_events()
    {
        var stream = $"data: {Wire.Created}\n\ndata: {Wire.Text(0, "Hello")}\n\ndata: {Wire.Text(0, new string('x', 10_000))}\n\n";

        var thrown = (await FluentActions.Awaiting(() => ResponseAccumulator.FromStreamAsync(new MemoryStream(Encoding.UTF8.GetBytes(stream)), new() { MaxEventBytes = 5_000 }))
            .Should().ThrowAsync<ResponseProtocolException>().WithMessage("*5000 bytes*MaxEventBytes*")).Which;

        thrown.Partial!.Response.OutputText.Should().Be("Hello");
        thrown.Partial.Ending.Should().Be(Ending.Truncated);
    }

    [Fact]
    public async Task Event_without_an_end_is_not_read_to_the_end_of_memory()
    {
        using var endless = new EndlessStream("data: x"u8.ToArray());

        await FluentActions.Awaiting(() => ResponseAccumulator.FromStreamAsync(endless, new() { MaxEventBytes = 1 << 20 }))
            .Should().ThrowAsync<ResponseProtocolException>().WithMessage("*MaxEventBytes*");
        endless.Given.Should().BeLessThan(4 << 20);
    }

    [Fact]
    public async Task Stream_longer_than_the_limit_of_an_event_is_read_whole()
    {
        var turn = Turns.Get("text-streaming.yaml", 1);

        var result = await ResponseAccumulator.FromStreamAsync(new OneByteStream(turn.Response.Bytes.ToArray()), new() { MaxEventBytes = 1_500 });

        turn.Response.Bytes.Length.Should().BeGreaterThan(3_000);
        result.Ending.Should().Be(Ending.Completed);
    }

    public static TheoryData<string, ResponseAccumulatorOptions, string[]> Limits => new()
    {
        { "MaxResponseBytes", new() { MaxResponseBytes = 400 }, [.. Enumerable.Repeat(Wire.Text(0, "Hello"), 20)] },
        { "MaxItems", new() { MaxItems = 3 }, [.. Enumerable.Range(0, 4).Select(i => Wire.Added(i, Wire.EmptyMessage("m" + i)))] },
        { "MaxItems", new() { MaxItems = 3 }, [Wire.Created, Wire.Completed([.. Enumerable.Range(0, 4).Select(i => Wire.Message("m" + i, "x"))])] },
        { "MaxItems", new() { MaxItems = 3 }, [Wire.Created.Replace("\"output\":[]", $"\"output\":[{string.Join(',', Enumerable.Range(0, 4).Select(i => Wire.EmptyMessage("m" + i)))}]", StringComparison.Ordinal)] },
        { "MaxEventBytes", new() { MaxEventBytes = 100 }, [Wire.Text(0, new string('x', 100))] },
        { "MaxParts", new() { MaxParts = 3 }, [.. Enumerable.Range(0, 4).Select(i => Wire.PartAdded(0, i))] },
        { "MaxAnnotations", new() { MaxAnnotations = 3 }, [.. Enumerable.Range(0, 4).Select(i => $$$"""{"type":"response.output_text.annotation.added","output_index":0,"content_index":0,"annotation_index":{{{i}}},"annotation":{"type":"x"}}""")] },
        { "MaxJsonDepth", new() { MaxJsonDepth = 5 }, [Wire.Created, """{"type":"x","a":[[[[[[[1]]]]]]]}"""] },
        { "MaxJsonDepth", new(), ["{\"type\":\"x\",\"a\":" + new string('[', 100) + new string(']', 100) + "}"] },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Input_beyond_a_limit_throws_with_its_name_and_earlier_events_are_kept(string limit, ResponseAccumulatorOptions options, string[] events)
    {
        var accumulator = new ResponseAccumulator(options);
        var add = () =>
        {
            foreach (var e in events)
            {
                accumulator.Add(Encoding.UTF8.GetBytes(e));
            }
        };

        add.Should().Throw<ResponseProtocolException>().WithMessage($"*{limit}*");
        accumulator.Finish().Ending.Should().Be(Ending.Truncated);
    }

    [Fact]
    public void Body_with_too_many_items_throws_with_the_limit_and_one_at_the_limit_is_read()
    {
        string Body(int items) => $$"""{"object":"response","status":"completed","output":[{{string.Join(',', Enumerable.Repeat("""{"type":"x"}""", items))}}]}""";
        var options = new ResponseAccumulatorOptions { MaxItems = 3 };

        ResponseAccumulator.FromJson(Body(3), options).Response.Output.Should().HaveCount(3);
        FluentActions.Invoking(() => ResponseAccumulator.FromJson(Body(4), options)).Should().Throw<ResponseProtocolException>().WithMessage("*MaxItems*");
        FluentActions.Invoking(() => Fold.Bytes(Body(4), options)).Should().Throw<ResponseProtocolException>().WithMessage("*MaxItems*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData((512L << 20) + 1)]
    [InlineData(long.MaxValue)]
    public void Limit_of_bytes_out_of_bounds_throws(long bytes)
    {
        FluentActions.Invoking(() => new ResponseAccumulatorOptions { MaxEventBytes = bytes }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ResponseAccumulatorOptions { MaxResponseBytes = bytes }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Negative_limit_of_a_count_throws()
    {
        FluentActions.Invoking(() => new ResponseAccumulatorOptions { MaxItems = -1 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ResponseAccumulatorOptions { MaxParts = -1 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ResponseAccumulatorOptions { MaxAnnotations = -1 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ResponseAccumulatorOptions { MaxLanes = -1 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Limits_have_their_documented_defaults_and_bounds()
    {
        const long most = 512L << 20;
        var options = new ResponseAccumulatorOptions();
        var bounds = (Least: new ResponseAccumulatorOptions { MaxEventBytes = 1, MaxResponseBytes = 1 }, Most: new ResponseAccumulatorOptions { MaxEventBytes = most, MaxResponseBytes = most });

        (options.MaxEventBytes, options.MaxResponseBytes, options.MaxItems, options.MaxLanes, options.MaxJsonDepth).Should().Be((128L << 20, 256L << 20, 10_000, 1_000, 64));
        (bounds.Least.MaxEventBytes, bounds.Least.MaxResponseBytes, bounds.Most.MaxEventBytes, bounds.Most.MaxResponseBytes).Should().Be((1, 1, most, most));
    }

    [Fact]
    public void Long_deltas_of_invalid_text_need_a_small_multiple_of_their_size()
    {
        const int deltas = 64;
        byte[] delta = [.. "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\""u8, .. Enumerable.Repeat((byte)0xFF, 64 << 10), .. "\"}"u8];
        var accumulator = new ResponseAccumulator();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < deltas; i++)
        {
            accumulator.Add(delta);
        }

        var result = accumulator.Finish();

        // Each invalid byte becomes a character of three bytes, which is stored in the text, its item and the response, each in a buffer
        // that has grown. Repairing the whole text for every delta would need more than 90 times as much.
        ((GC.GetAllocatedBytesForCurrentThread() - before) / (double)(deltas * delta.Length)).Should().BeLessThan(40);
        result.Response.OutputText.Should().Be(new string('\ufffd', deltas * (64 << 10)));
    }

    [Theory]
    [InlineData("a_-.:9Z", true)]
    [InlineData("128", true)]
    [InlineData("129", false)]
    [InlineData("two words", false)]
    [InlineData("path/of", false)]
    [InlineData("h\u00e9", false)]
    [InlineData("a\\u0062", false)]
    public void Item_id_is_in_the_deviation_only_if_it_has_the_form_of_an_id(string id, bool isShown)
    {
        id = int.TryParse(id, out var length) ? new string('x', length) : id;
        var deviation = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage(id)), Wire.Done(0, Wire.Message(id, "a")), Wire.Added(1, Wire.EmptyMessage(id)), Wire.Text(1, "b"), Wire.Completed(Wire.Message("other", "c")))
            .Deviations.First(d => d.Kind == DeviationKind.ItemIdChanged);

        deviation.ItemId.Should().Be(isShown ? id : null);
    }

    [Fact]
    public void Kind_that_occurs_very_often_is_recorded_a_hundred_times_and_others_still_are()
    {
        var accumulator = Fold.Into(new(), [Wire.Created, .. Enumerable.Range(0, 500).SelectMany(i => (string[])[$$"""{"type":"brand.new_{{i}}"}""", Wire.Text(i, "x", id: "m" + i)])]);
        Fold.Into(accumulator, ["{"]);

        accumulator.Deviations.GroupBy(d => d.Kind).Select(kind => (kind.Key, kind.Count())).Should().Contain(
            [(DeviationKind.UnknownEvent, 100), (DeviationKind.ItemNotAnnounced, 100), (DeviationKind.MalformedEvent, 1)]);
        accumulator.Finish().Deviations.Should().Contain(d => d.Kind == DeviationKind.StreamTruncated);
    }

    [Fact]
    public void Deepest_json_is_read_folded_and_written_on_a_thread_with_a_small_stack()
    {
        var deep = new string('[', 505) + new string(']', 505);
        var nested = string.Concat(Enumerable.Repeat("{\"a\":", 505)) + "1" + new string('}', 505);
        var options = new ResponseAccumulatorOptions { MaxJsonDepth = 512 };
        var lengths = new List<int>();
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(Run), 256 << 10);

        thread.Start();
        thread.Join();

        thrown.Should().BeNull();
        lengths.Should().HaveCount(4).And.AllSatisfy(length => length.Should().BeGreaterThan(1_000));

        void Run()
        {
            foreach (var value in (string[])[deep, nested])
            {
                string Item(string more) => $$"""{"type":"x","id":"i","status":"completed","deep":{{value}},"more":{{more}} }""";
                var accumulator = new ResponseAccumulator(options);
                foreach (var e in (string[])[Wire.Created, Wire.Added(0, Item("1")), Wire.Done(0, Item("2")), Wire.Completed(Item("3"))])
                {
                    accumulator.Add(Encoding.UTF8.GetBytes(e));
                    accumulator.Snapshot();
                }

                var response = accumulator.Finish().Response;
                lengths.Add(response.ToJson().Length);
                var again = ResponseAccumulator.FromJson(response.ToJson(), options).Response;
                again.Equals(response).Should().BeTrue();
                again.GetHashCode().Should().Be(response.GetHashCode());
                lengths.Add(again.Output[0].ToJson().Length);
            }
        }
    }

    [Theory]
    [InlineData("\"output_index\":{0},")]
    [InlineData("")]
    public void Very_many_items_are_found_by_their_ids(string index)
    {
        const int items = 3_000;
        var accumulator = new ResponseAccumulator();
        foreach (var form in (string[])["{{\"type\":\"response.output_text.delta\",{1}\"item_id\":\"m{0}\",\"delta\":\"a{0}\"}}", "{{\"type\":\"response.output_text.delta\",\"item_id\":\"m{0}\",\"delta\":\"b\"}}"])
        {
            for (var i = 0; i < items; i++)
            {
                accumulator.Add(Encoding.UTF8.GetBytes(Text(form, i, Text(index, i))));
            }
        }

        var result = accumulator.Finish();

        result.Response.Output.OfType<MessageItem>().Select(item => item.OutputText).Should().Equal(Enumerable.Range(0, items).Select(i => $"a{i}b"));
        result.Deviations.Count(d => d.Kind == DeviationKind.ItemNotAnnounced).Should().Be(index.Length > 0 ? 100 : 1, "each kind is recorded at most 100 times, and of items without an index once");

        static string Text(string form, params object[] values) => string.Format(System.Globalization.CultureInfo.InvariantCulture, form, values);
    }

    [Fact]
    public void Json_within_a_raised_depth_is_read_and_written_back()
    {
        var deep = new string('[', 200) + new string(']', 200);
        var body = $$"""{"object":"response","status":"completed","output":[],"deep":{{deep}}}""";

        ResponseAccumulator.FromJson(body, new() { MaxJsonDepth = 300 }).Response.ToJson().Should().Be(body);
        FluentActions.Invoking(() => ResponseAccumulator.FromJson(body)).Should().Throw<ResponseProtocolException>().WithMessage("*MaxJsonDepth*");
        FluentActions.Invoking(() => new ResponseAccumulatorOptions { MaxJsonDepth = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ResponseAccumulatorOptions { MaxJsonDepth = 513 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Connection_that_breaks_gives_earlier_events()
    {
        var bytes = Encoding.UTF8.GetBytes($"data: {Wire.Created}\n\ndata: {Wire.Text(0, "Hello")}\n\n");

        var result = await ResponseAccumulator.FromStreamAsync(new BreakingStream(bytes));

        result.Ending.Should().Be(Ending.Truncated);
        result.Response.OutputText.Should().Be("Hello");
        result.Deviations.Select(d => d.Kind).Should().Contain(DeviationKind.ConnectionBroken);
        await FluentActions.Awaiting(() => ResponseAccumulator.FromStreamAsync(new BreakingStream([]))).Should().ThrowAsync<IOException>();
        await FluentActions.Awaiting(() => ResponseAccumulator.FromStreamAsync(new BreakingStream(bytes), new() { Strict = true })).Should().ThrowAsync<ResponseProtocolException>();
    }

    [Fact]
    public void Invalid_utf8_in_a_text_is_replaced_and_a_character_split_between_deltas_is_whole()
    {
        var accumulator = new ResponseAccumulator();
        accumulator.Add([.. "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"na\xC3"u8[..^2], 0xC3, .. "\"}"u8]);
        accumulator.Add([.. "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\""u8, 0xAF, .. "ve"u8, 0xFF, .. "\"}"u8]);

        var result = accumulator.Finish();

        result.Response.OutputText.Should().Be("naïve\ufffd");
        result.Deviations.Select(d => d.Kind).Should().Contain(DeviationKind.BrokenText);
        System.Text.Unicode.Utf8.IsValid(Encoding.UTF8.GetBytes(result.Response.Json.GetRawText())).Should().BeTrue();
    }

    [Theory]
    [InlineData("{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"a\0b\"}", DeviationKind.MalformedEvent)]
    [InlineData("{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"a\",\"id\":\"b\"}}", DeviationKind.DuplicateFields)]
    [InlineData("{\"type\":\"response.completed\",\"response\":{\"id\":\"a\",\"id\":\"b\",\"status\":\"completed\"}}", DeviationKind.DuplicateFields)]
    [InlineData("{\"type\":\"response.output_text.delta\",\"output_index\":\"0\",\"delta\":\"a\"}", DeviationKind.InvalidIndex)]
    [InlineData("{\"type\":\"response.output_text.delta\",\"output_index\":1e99,\"delta\":\"a\"}", DeviationKind.InvalidIndex)]
    [InlineData("{\"type\":\"response.output_text.delta\",\"output_index\":0,\"content_index\":0.5,\"delta\":\"a\"}", DeviationKind.InvalidIndex)]
    [InlineData("{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":{\"a\":1}}", DeviationKind.FieldMissing)]
    [InlineData("{\"type\":\"response.created\",\"response\":\"none\"}", DeviationKind.FieldMissing)]
    [InlineData("{\"type\":7}", DeviationKind.UnknownEvent)]
    [InlineData("[1]", DeviationKind.MalformedEvent)]
    [InlineData("{} {}", DeviationKind.MalformedEvent)]
    public void Broken_event_is_skipped_or_repaired_and_recorded(string json, DeviationKind kind)
    {
        var accumulator = Fold.Into(new(), [Wire.Created, Wire.Added(0, Wire.EmptyMessage("m"))]);

        accumulator.Add(Encoding.UTF8.GetBytes(json));

        accumulator.Finish().Deviations.Select(d => d.Kind).Should().Contain(kind);
        accumulator.Finish().Response.Output.Should().NotBeEmpty();
    }

    private sealed class EndlessStream(byte[] start) : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var span = buffer.AsSpan(offset, count);
            span.Fill((byte)'x');
            if (Given == 0)
            {
                start.CopyTo(span);
            }

            Given += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The connection was reset.");
    }
}
