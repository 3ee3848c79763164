using System.Text;

namespace AgenticApi.Tests.Folding;

/// <summary>What happens past the limits, and with input that is broken.</summary>
public class LimitTests
{
    [Fact]
    public async Task Event_that_is_too_long_throws_naming_the_limit_and_keeps_what_came()
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
        { "MaxParts", new() { MaxParts = 3 }, [.. Enumerable.Range(0, 4).Select(i => Wire.PartAdded(0, i))] },
        { "MaxAnnotations", new() { MaxAnnotations = 3 }, [.. Enumerable.Range(0, 4).Select(i => $$$"""{"type":"response.output_text.annotation.added","output_index":0,"content_index":0,"annotation_index":{{{i}}},"annotation":{"type":"x"}}""")] },
        { "MaxJsonDepth", new() { MaxJsonDepth = 5 }, [Wire.Created, """{"type":"x","a":[[[[[[[1]]]]]]]}"""] },
        { "MaxJsonDepth", new(), ["{\"type\":\"x\",\"a\":" + new string('[', 100) + new string(']', 100) + "}"] },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Past_a_limit_the_exception_names_it_and_what_came_is_kept(string limit, ResponseAccumulatorOptions options, string[] events)
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
    public void Depth_can_be_raised_and_what_is_deep_is_written_back()
    {
        var deep = new string('[', 200) + new string(']', 200);
        var body = $$"""{"object":"response","status":"completed","output":[],"deep":{{deep}}}""";

        ResponseAccumulator.FromJson(body, new() { MaxJsonDepth = 300 }).Response.ToJson().Should().Be(body);
        FluentActions.Invoking(() => ResponseAccumulator.FromJson(body)).Should().Throw<ResponseProtocolException>().WithMessage("*MaxJsonDepth*");
        FluentActions.Invoking(() => new ResponseAccumulatorOptions { MaxJsonDepth = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ResponseAccumulatorOptions { MaxJsonDepth = 513 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Connection_that_breaks_gives_what_came()
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
    public void Broken_event_is_skipped_or_mended_and_recorded(string json, DeviationKind kind)
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
