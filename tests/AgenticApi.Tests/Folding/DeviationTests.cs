using AgenticApi.Folding;
using AgenticApi.Reading;

namespace AgenticApi.Tests.Folding;

/// <summary>For every kind of deviation, a stream that has it and the expected result.</summary>
public class DeviationTests
{
    private static readonly string[] Hello = [Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.PartAdded(0, id: "m"), Wire.Text(0, "Hello", id: "m")];
    private static readonly string Whole = Wire.Message("m", "Hello");
    private static readonly string[] Ended = [.. Hello, Wire.Done(0, Whole), Wire.Completed(Whole)];

    private static readonly Dictionary<DeviationKind, string[]> Examples = new()
    {
        [DeviationKind.SequenceGap] = [.. Hello.Select((e, i) => Wire.Numbered(i == 3 ? 7 : i, e)), .. Ended[4..]],
        [DeviationKind.RepeatedEvent] = [.. Hello.Select((e, i) => Wire.Numbered(i, e)), Wire.Numbered(3, Hello[3]), .. Ended[4..]],
        [DeviationKind.MalformedEvent] = [.. Hello, "{\"type\":\"response.out", .. Ended[4..]],
        [DeviationKind.BrokenText] = [.. Hello, Wire.Done(0, Whole), Wire.Completed(Whole).Replace("\"m\"}", "\"m\",\"note\":\"\\ud83d\"}", StringComparison.Ordinal).Replace("\"model\":\"m\"", "\"model\":\"m\\udc00\"", StringComparison.Ordinal)],
        [DeviationKind.DuplicateFields] = [.. Ended[..3], Hello[3].Replace("\"delta\":", "\"delta\":\"Hell\",\"delta\":", StringComparison.Ordinal), .. Ended[4..]],
        [DeviationKind.InvalidIndex] = [.. Ended[..3], Hello[3].Replace("\"output_index\":0", "\"output_index\":-1", StringComparison.Ordinal), .. Ended[4..]],
        [DeviationKind.UnknownEvent] = [.. Hello, """{"type":"response.brand_new"}""", .. Ended[4..]],
        [DeviationKind.DialectEvent] = [.. Hello, Wire.Done(0, Whole), Wire.Completed(Whole).Replace("response.completed", "response.done", StringComparison.Ordinal)],
        [DeviationKind.FieldMissing] = [.. Hello, """{"type":"response.output_text.delta","output_index":0,"content_index":0}""", .. Ended[4..]],
        [DeviationKind.LifecycleOutOfOrder] = [.. Hello, Wire.InProgress, .. Ended[4..]],
        [DeviationKind.ArgumentsNotAnObject] =
        [
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), .. Hello[2..], Wire.Done(0, Whole), Wire.Added(1, Wire.Call("fc", "c", "f")),
            Wire.Done(1, Wire.Call("fc", "c", "f", "[1]", "completed")), Wire.Completed(Whole, Wire.Call("fc", "c", "f", "[1]", "completed")),
        ],
        [DeviationKind.EventAfterTerminal] = [.. Ended, Hello[3]],
        [DeviationKind.EventAfterItemDone] = [.. Ended[..5], Hello[3], Ended[5]],
        [DeviationKind.ItemNotAnnounced] = [Wire.Created, Wire.TextDone(0, "Hello", id: "m"), .. Ended[4..]],
        [DeviationKind.ItemNotFinished] = [.. Hello, Wire.Completed(Whole)],
        [DeviationKind.OutputIndexSkipped] = [.. Ended.Select(e => e.Replace("\"output_index\":0", "\"output_index\":1", StringComparison.Ordinal))],
        [DeviationKind.ItemIdMissing] = [.. Hello, Wire.Done(0, Whole.Replace("\"id\":\"m\"", "\"id\":null", StringComparison.Ordinal)), Ended[5]],
        [DeviationKind.ItemIdUnstable] = [.. Hello, Wire.TextDone(0, "Hello", id: "other"), .. Ended[4..]],
        [DeviationKind.ItemIdChanged] = [.. Ended[..5], Wire.Completed(Wire.Message("final", "Hello"))],
        [DeviationKind.CallIdChanged] = [.. Ended[..5], Wire.Added(1, Wire.Call("c", "call_1", "f")), Wire.Done(1, Wire.Call("c", "call_1", "f", "{}", "completed")), Wire.Completed(Whole, Wire.Call("c", "call_2", "f", "{}", "completed"))],
        [DeviationKind.StrayItemFields] = [.. Hello, Wire.Done(0, Whole.Replace("\"id\":\"m\"", "\"id\":\"m\",\"sequence_number\":-1", StringComparison.Ordinal)), Ended[5]],
        [DeviationKind.StatusInferred] = [.. Hello, Wire.Done(0, Whole.Replace("\"completed\"", "null", StringComparison.Ordinal)), Ended[5]],
        [DeviationKind.UnknownStatus] = [.. Ended[..5], Ended[5].Replace("\"status\":\"completed\",\"model\"", "\"status\":\"radiant\",\"model\"", StringComparison.Ordinal)],
        [DeviationKind.StatusContradictsEvent] = [.. Ended[..5], Ended[5].Replace("\"status\":\"completed\",\"model\"", "\"status\":\"failed\",\"model\"", StringComparison.Ordinal)],
        [DeviationKind.PartNotAnnounced] = [Hello[0], Hello[1], Hello[3], .. Ended[4..]],
        [DeviationKind.PartNotFinished] = Ended,
        [DeviationKind.PartIndexMoved] = [.. Ended[..3], Wire.Text(0, "Hel", 0), Wire.Text(0, "lo", 1), .. Ended[4..]],
        [DeviationKind.DoneDiffersFromDeltas] = [.. Ended[..3], Wire.Text(0, "{}"), Wire.Text(0, "Hello"), Wire.TextDone(0, "Hello"), .. Ended[4..]],
        [DeviationKind.RoundRestarted] = [Wire.Created, Wire.Added(0, Wire.Call("c", "call_1", "f")), Wire.Done(0, Wire.Call("c", "call_1", "f", "{}", "completed")), .. Hello[1..], Wire.Done(0, Whole), Wire.Completed()],
        [DeviationKind.BareResponse] = [.. Ended[..5], System.Text.Json.Nodes.JsonNode.Parse(Ended[5])!["response"]!.ToJsonString()],
        [DeviationKind.TerminalOutputMissing] = [.. Ended[..5], Wire.Completed()],
        [DeviationKind.TerminalOmitsItem] = [.. Ended[..5], Wire.Added(1, Wire.Call("c", "call_1", "f")), Ended[5]],
        [DeviationKind.TerminalAddsItem] = [.. Ended[..5], Wire.Completed(Whole, """{"type":"mcp_list_tools","id":"l","tools":[]}""")],
        [DeviationKind.TerminalContradictsStream] = [.. Hello[..3], Wire.Text(0, "Good bye"), Wire.Done(0, Wire.Message("m", "Good bye")), Ended[5]],
        [DeviationKind.ArgumentsReformatted] = [.. Ended[..5], Wire.Added(1, Wire.Call("c", "call_1", "f")), Wire.Done(1, Wire.Call("c", "call_1", "f", "{ }", "completed")), Wire.Completed(Whole, Wire.Call("c", "call_1", "f", "{}", "completed"))],
        [DeviationKind.EncryptedContentChanged] = [.. Ended[..5], Wire.Added(1, Reasoning("a")), Wire.Done(1, Reasoning("b")), Wire.Completed(Whole, Reasoning("c"))],
        [DeviationKind.CompletedAfterError] = [.. Ended[..5], """{"type":"error","error":{"code":"c","message":"m"}}""", Ended[5]],
        [DeviationKind.StreamTruncated] = Hello,
    };

    public static TheoryData<DeviationKind> Kinds => [.. Examples.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Stream_with_a_deviation_reports_it_and_has_the_right_text(DeviationKind kind)
    {
        var result = Fold.Events(Examples[kind]);

        result.Deviations.Should().Contain(d => d.Kind == kind);
        result.Response.OutputText.Should().Be("Hello");
        if (kind is not DeviationKind.StreamTruncated and not DeviationKind.StatusContradictsEvent)
        {
            result.Ending.Should().Be(Ending.Completed);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Strict_mode_throws_any_deviation_but_information(DeviationKind kind)
    {
        var severity = Fold.Events(Examples[kind]).Deviations.First(d => d.Kind == kind).Severity;
        var strict = () => Fold.Into(new(new() { Strict = true }), Examples[kind]).Finish();

        if (severity == DeviationSeverity.Info)
        {
            strict.Should().NotThrow();
        }
        else
        {
            strict.Should().Throw<ResponseProtocolException>().Which.Deviation!.Severity.Should().BeOneOf(DeviationSeverity.Warning, DeviationSeverity.Error);
        }
    }

    [Fact]
    public void Deviation_that_occurs_again_after_many_others_is_recorded_once()
    {
        var log = new DeviationLog(strict: false);
        for (var i = 0; i < 120; i++)
        {
            log.Add(DeviationKind.ItemNotAnnounced, new EventPosition("response.output_text.delta", i, i % 40));
        }

        log.SoFar.Should().HaveCount(40);
        log.Fork().SoFar.Should().Equal(log.SoFar);
    }

    [Fact]
    public void Stream_without_a_fault_has_no_deviation_and_is_accepted_strictly() =>
        Fold.Into(new(new() { Strict = true }), [Wire.Created, Wire.InProgress, .. Hello[1..], Wire.TextDone(0, "Hello", id: "m"), Wire.PartDone(0, "Hello", id: "m"), .. Ended[4..]]).Finish().Deviations.Should().BeEmpty();

    [Fact]
    public void Every_kind_has_an_example() =>
        Enum.GetValues<DeviationKind>().Except(Examples.Keys).Should().BeEquivalentTo(
            [DeviationKind.BodyInsteadOfStream, DeviationKind.ConnectionBroken], "these two show only where bytes are read, and have their tests there");

    private static string Reasoning(string content) => $$"""{"type":"reasoning","id":"r","summary":[],"encrypted_content":"{{content}}"}""";
}
