using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticApi.Serving.Tests.Properties;

/// <summary>Properties of the emitter for any deltas.</summary>
public class EmitterProperties
{
    private static readonly Config Configuration = Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(30);
    private static readonly Arbitrary<int[]> Plans = ArbMap.Default.ArbFor<int[]>();

    /// <summary>
    /// Emit.Check folds the bytes strictly, reads them with the OpenAI package, and compares the order of the events with the grammar.
    /// </summary>
    [Fact]
    public void Any_deltas_fold_into_their_items() => Check(plan =>
    {
        var said = new GeneratedDeltas(plan);

        var emitted = Emit.All(said.Deltas, Emit.Options(said.Request, sealReasoning: Emitting.SealedReasoningTests.Seal));

        emitted.Items.Should().Equal(said.Items);
        emitted.Types.Contains("queued").Should().Be(said.IsBackground);
        emitted.Response.Output.OfType<ReasoningItem>().Select(item => item.EncryptedContent).Should().Equal(
            said.Items.Where(item => item.StartsWith("reasoning:", StringComparison.Ordinal)).Select(item => Emitting.SealedReasoningTests.Seal(item["reasoning:".Length..])));
        emitted.Response.Output.OfType<MessageItem>().SelectMany(message => message.Content).OfType<OutputTextPart>()
            .Select(part => (part.Annotations.Count, part.Logprobs.Count)).Should().Equal(said.TextExtras);
        emitted.Folded.Ending.Should().Be(said.HasError ? Ending.Failed : said.IsCompleted && !said.HasBrokenCall ? Ending.Completed : Ending.Incomplete);
    });

    [Fact]
    public void Any_deltas_cancelled_anywhere_give_a_valid_stream() => Check(plan =>
    {
        var said = new GeneratedDeltas(plan);
        var emitter = new ResponseEventEmitter(Emit.Options(said.Request));
        List<ResponseStreamEvent> events = [.. said.Deltas.Take(said.Deltas.Count / 2).SelectMany(emitter.Add), .. emitter.Cancel()];

        Emit.Check(events, ((ResponseTerminalEvent)events[^1]).Response!).Ending.Should().Be(Ending.Incomplete);
        emitter.Response!.Status.Should().Be("cancelled");
    });

    [Fact]
    public void Any_text_is_sent_immediately() => Check(plan =>
    {
        var emitter = new ResponseEventEmitter(Emit.Options(keepWhiteSpace: true));
        var accumulator = new ResponseAccumulator();
        var said = "";
        foreach (var delta in new GeneratedDeltas(plan).Deltas.OfType<ContentDelta>())
        {
            foreach (var e in emitter.Add(delta))
            {
                accumulator.Add(e);
            }

            said += delta.Text;
            var whole = said.Length > 0 && char.IsHighSurrogate(said[^1]) ? said[..^1] : said;
            accumulator.Snapshot().OutputText.Should().Be(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(whole)));
        }
    });

    private static void Check(Action<int[]> property) => Prop.ForAll(Plans, property).Check(Configuration);
}
