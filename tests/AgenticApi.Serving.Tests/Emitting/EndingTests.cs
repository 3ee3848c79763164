using System.Runtime.CompilerServices;

namespace AgenticApi.Serving.Tests.Emitting;

/// <summary>The endings of a response.</summary>
public class EndingTests
{
    [Theory]
    [InlineData("stop", Ending.Completed, null)]
    [InlineData("tool_calls", Ending.Completed, null)]
    [InlineData("whatever", Ending.Completed, null)]
    [InlineData("length", Ending.Incomplete, "max_output_tokens")]
    [InlineData("content_filter", Ending.Incomplete, "content_filter")]
    [InlineData("cancelled", Ending.Incomplete, "cancelled")]
    [InlineData("abort", Ending.Incomplete, "cancelled")]
    public void Finish_reason_decides_the_ending(string reason, Ending ending, string? detail)
    {
        var emitted = Emit.All(new ReasoningDelta("r"), new ContentDelta("t"), new FinishDelta(reason));

        emitted.Folded.Ending.Should().Be(ending);
        emitted.Response.IncompleteDetails?.Reason.Should().Be(detail);
        emitted.Response.Output.Select(item => item.Status).Should().Equal("completed", ending == Ending.Completed ? "completed" : "incomplete");
        emitted.Response.CompletedAt.HasValue.Should().Be(ending == Ending.Completed);
    }

    [Fact]
    public void Call_that_was_cut_off_is_incomplete_and_keeps_its_arguments()
    {
        var emitted = Emit.All(EmitterTests.Call(0, "a", "f", "{}"), EmitterTests.Call(1, "b", "g", "{\"x\""), EmitterTests.Call(2, "c", "h"), new FinishDelta("length"));

        emitted.Items.Should().Equal("f({})", "g({\"x\")", "h()");
        emitted.Response.Output.Select(item => item.Status).Should().Equal("completed", "incomplete", "incomplete");
    }

    [Fact]
    public void Error_fails_the_response_and_keeps_the_output()
    {
        var emitted = Emit.All(new ContentDelta("half"), new ErrorDelta("rate_limit_exceeded", "Slow down."), new ErrorDelta("later", "x"), new FinishDelta("stop"));

        emitted.Folded.Ending.Should().Be(Ending.Failed);
        (emitted.Response.Error!.Code, emitted.Response.Error.Message).Should().Be(("rate_limit_exceeded", "Slow down."));
        emitted.Items.Should().Equal("text:half");
    }

    [Fact]
    public void Usage_is_in_every_terminal_event()
    {
        var usage = new UsageDelta { InputTokens = 3, CachedTokens = 1, OutputTokens = 2, ReasoningTokens = 1 };

        foreach (var end in (ModelDelta[])[new FinishDelta("stop"), new FinishDelta("length"), new ErrorDelta("c", "m")])
        {
            var counted = Emit.All(new UsageDelta { InputTokens = 9 }, usage, end).Response.Usage!;
            (counted.InputTokens, counted.CachedTokens, counted.OutputTokens, counted.ReasoningTokens, counted.TotalTokens).Should().Be((3, 1, 2, 1, 5));
        }
    }

    [Fact]
    public async Task Cancelled_request_ends_as_incomplete_and_throws_nothing()
    {
        using var source = new CancellationTokenSource();
        var events = new List<ResponseStreamEvent>();
        await foreach (var e in ResponseEventEmitter.EmitAsync(Endless(), Emit.Options(), source.Token))
        {
            events.Add(e);
            if (events.Count == 6)
            {
                await source.CancelAsync();
            }
        }

        var ended = Emit.Check(events, ((ResponseTerminalEvent)events[^1]).Response!);
        (ended.Ending, ended.Response.IncompleteDetails!.Reason).Should().Be((Ending.Incomplete, "cancelled"));
        ended.Response.OutputText.Should().StartWith("more").And.HaveLength(8);
    }

    [Fact]
    public async Task Exception_of_the_model_fails_the_response_and_is_rethrown_after_the_terminal_event()
    {
        var events = new List<ResponseStreamEvent>();
        var read = async () =>
        {
            await foreach (var e in ResponseEventEmitter.EmitAsync(Broken(), Emit.Options()))
            {
                events.Add(e);
            }
        };

        (await read.Should().ThrowAsync<InvalidDataException>()).WithMessage("secret");
        var failed = events[^1].Should().BeOfType<ResponseFailedEvent>().Which.Response!;
        Emit.Check(events, failed).Response.Error!.Code.Should().Be("server_error");
        failed.ToJson().Should().Contain("half").And.NotContain("secret");
    }

    [Fact]
    public async Task Blocking_answer_is_the_terminal_response()
    {
        var deltas = new ModelDelta[] { new ReasoningDelta("r"), new ContentDelta("t"), new UsageDelta { InputTokens = 1 } };

        (await ResponseEventEmitter.RespondAsync(deltas.ToAsyncEnumerable(), Emit.Options())).Should().Be(Emit.All(deltas).Response);
    }

    [Fact]
    public async Task Stream_is_written_as_server_sent_events()
    {
        using var stream = new MemoryStream();
        var deltas = new ModelDelta[] { new ContentDelta("a\r\nb") };

        await ResponseEventWriter.WriteAsync(ResponseEventEmitter.EmitAsync(deltas.ToAsyncEnumerable(), Emit.Options()), stream);

        System.Text.Encoding.UTF8.GetString(stream.ToArray()).Should().StartWith("event: response.created\ndata: {").And.EndWith("}\n\n").And.NotContain("\r")
            .And.Contain("event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\"");
        stream.ToArray().Should().Equal(Emit.Bytes(Emit.All(deltas).Events));
    }

    private static async IAsyncEnumerable<ModelDelta> Endless([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ContentDelta("more");
        }
    }

    private static async IAsyncEnumerable<ModelDelta> Broken()
    {
        yield return new ContentDelta("half");
        await Task.Yield();
        throw new InvalidDataException("secret");
    }
}
