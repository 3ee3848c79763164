using static AgenticApi.Serving.Tests.Emitting.EmitterTests;

namespace AgenticApi.Serving.Tests.Emitting;

/// <summary>Background responses, and their snapshots.</summary>
public class BackgroundTests
{
    private const string Request = """{"model":"m","background":true,"store":true,"conversation":"conv_1"}""";

    [Fact]
    public void Background_stream_begins_queued()
    {
        var emitter = new ResponseEventEmitter(Emit.Options(Request));

        emitter.Start().Cast<ResponseLifecycleEvent>().Select(e => (e.Type, e.Response!.Status)).Should().Equal(
            ("response.created", "queued"), ("response.queued", "queued"), ("response.in_progress", "in_progress"));
        Emit.All([new ContentDelta("a")], Emit.Options(Request)).Types.Take(4).Should().Equal("created", "queued", "in_progress", "output_item.added");
    }

    [Fact]
    public void Response_may_wait_before_it_starts()
    {
        var emitter = new ResponseEventEmitter(Emit.Options(Request));

        List<ResponseStreamEvent> events = [.. emitter.Queue()];
        events.Select(e => e.Type).Should().Equal("response.created", "response.queued");
        emitter.Snapshot().Status.Should().Be("queued");
        emitter.Queue().Should().BeEmpty();
        events.AddRange(emitter.Start());
        emitter.Snapshot().Status.Should().Be("in_progress");
        emitter.Start().Should().BeEmpty();
        events.AddRange(emitter.Add(new ContentDelta("a")));
        events.AddRange(emitter.Finish());
        Emit.Check(events, emitter.Response!);
    }

    [Fact]
    public void Response_without_background_is_never_queued()
    {
        var emitter = new ResponseEventEmitter(Emit.Options());

        emitter.Queue().Should().BeEmpty();
        emitter.Snapshot().Status.Should().Be("in_progress");
        emitter.Start().Select(e => e.SequenceNumber).Should().Equal(0, 1);
    }

    [Fact]
    public void Snapshot_has_the_finished_items_and_finally_is_the_response()
    {
        var emitter = new ResponseEventEmitter(Emit.Options(Request));
        emitter.Snapshot().Output.Should().BeEmpty();
        emitter.Add(new ReasoningDelta("r"));
        emitter.Add(new ContentDelta("a"));

        var snapshot = emitter.Snapshot();
        (snapshot.Id, snapshot.Status, snapshot.Background).Should().Be((emitter.ResponseId, "in_progress", true));
        snapshot.Output.Should().ContainSingle().Which.Should().BeOfType<ReasoningItem>();
        emitter.Response.Should().BeNull();
        emitter.Finish();
        emitter.Snapshot().Should().Be(emitter.Response);
    }

    [Theory]
    [InlineData(Request)]
    [InlineData("""{"model":"m"}""")]
    public void Cancelled_response_ends_its_stream_and_has_the_status_cancelled(string request)
    {
        var emitter = new ResponseEventEmitter(Emit.Options(request));
        List<ResponseStreamEvent> events = [.. emitter.Add(new ContentDelta("half")), .. emitter.Add(Call(0, "c", "f", "{")), .. emitter.Add(new FinishDelta("stop"))];
        events.AddRange(emitter.Cancel());

        var terminal = events[^1].Should().BeOfType<ResponseIncompleteEvent>().Which.Response!;
        Emit.Check(events, terminal);
        (terminal.Status, terminal.IncompleteDetails!.Reason).Should().Be(("incomplete", "cancelled"));
        var kept = emitter.Response!;
        (kept.Status, kept.IncompleteDetails, kept.Error, kept.CompletedAt).Should().Be(("cancelled", null, null, null));
        kept.Output.Should().Equal(terminal.Output);
        kept.Output.Select(item => item.Status).Should().Equal("completed", "incomplete");
        emitter.Snapshot().Should().Be(kept);
        emitter.Invoking(e => e.Cancel()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Response_can_be_cancelled_while_it_is_queued()
    {
        var emitter = new ResponseEventEmitter(Emit.Options(Request));
        List<ResponseStreamEvent> events = [.. emitter.Queue(), .. emitter.Cancel()];

        events.Select(e => e.Type).Should().Equal("response.created", "response.queued", "response.in_progress", "response.incomplete");
        Emit.Check(events, ((ResponseTerminalEvent)events[^1]).Response!);
        (emitter.Response!.Status, emitter.Response.Output.Count).Should().Be(("cancelled", 0));
    }

    [Fact]
    public void Failed_response_that_is_cancelled_stays_failed()
    {
        var emitter = new ResponseEventEmitter(Emit.Options(Request));
        emitter.Add(new ErrorDelta("c", "m"));

        emitter.Cancel()[^1].Should().BeOfType<ResponseFailedEvent>();
        (emitter.Response!.Status, emitter.Response.Error!.Code).Should().Be(("failed", "c"));
    }

    [Theory]
    [InlineData("\"conv_1\"", "{\"id\":\"conv_1\"}")]
    [InlineData("{\"id\":\"conv_1\",\"more\":1}", "{\"id\":\"conv_1\"}")]
    [InlineData("null", null)]
    [InlineData("1", null)]
    public void Conversation_is_repeated_as_an_object(string given, string? repeated) =>
        (Emit.All([new ContentDelta("a")], Emit.Options($$"""{"model":"m","conversation":{{given}}}""")).Response.Json.TryGetProperty("conversation", out var conversation)
            ? conversation.GetRawText() : null).Should().Be(repeated);

    [Fact]
    public void Service_tier_of_the_usage_is_in_the_terminal_response()
    {
        ModelDelta[] said = [new ContentDelta("a"), new UsageDelta { InputTokens = 1, ServiceTier = "flex" }];

        var emitted = Emit.All(said, Emit.Options("""{"model":"m","service_tier":"auto"}"""));
        (((ResponseCreatedEvent)emitted.Events[0]).Response!.ServiceTier, emitted.Response.ServiceTier).Should().Be(("auto", "flex"));
        Emit.All(said[..1], Emit.Options("""{"model":"m","service_tier":"auto"}""")).Response.ServiceTier.Should().Be("auto");
        Emit.All(said[..1], Emit.Options()).Response.ServiceTier.Should().Be("default");
    }
}
