using System.Globalization;
using System.Text.Json.Nodes;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli.Tests.View;

/// <summary>What must be true of the page of any cassette, own or recorded.</summary>
public class ViewContentTests
{
    [Fact]
    public async Task Page_of_the_own_cassettes_holds_every_turn_item_event_and_deviation() => await Check(Repository.Cassettes);

    [RecordingsFact]
    public async Task Page_of_the_recordings_holds_every_turn_item_event_and_deviation() => await Check(Repository.Recordings!);

    private static async Task Check(string folder)
    {
        var page = await ViewedPage.OfAsync(folder);
        var shown = page.Turns;
        var number = 0;
        foreach (var cassette in Cassette.Find(folder).Select(Cassette.Load))
        {
            page.Html.Should().Contain(cassette.Path);
            foreach (var turn in cassette.Turns)
            {
                await CheckTurn(turn, shown[number++], $"{cassette.Path}: {turn.Name}");
            }
        }

        shown.Should().HaveCount(number);
    }

    private static async Task CheckTurn(CassetteTurn turn, ViewedPage shown, string where)
    {
        if (!turn.IsResponse)
        {
            shown.Items.Should().BeEmpty(where);
            return;
        }

        var result = turn.Response.Accumulate();
        shown.Items.Should().Equal(result.Response.Output.Select(item => (item.Type, item.Id ?? "")), where);
        shown.Deviations.Should().Equal(result.Deviations.Select(Named), where);
        JsonNode.DeepEquals(JsonNode.Parse(shown.Response), JsonNode.Parse(result.Response.ToJson())).Should().BeTrue(where);
        if (turn.Response.Transport == CassetteTransport.Blocking)
        {
            shown.Events.Should().BeEmpty(where);
            return;
        }

        var events = new List<ResponseStreamEvent>();
        await foreach (var streamEvent in ResponseEventReader.ReadAsync(turn.Response.Open()))
        {
            events.Add(streamEvent);
        }

        CheckEvents(events, shown, where);
        foreach (var deviation in result.Deviations.Where(deviation => deviation.EventType is not null))
        {
            shown.Events.Should().Contain(
                row => row.Type == deviation.EventType && row.Deviations.Contains(Named(deviation))
                    && (deviation.SequenceNumber == null || row.Number == Text(deviation.SequenceNumber)),
                $"{where}: {deviation}");
        }
    }

    /// <summary>Every event stands there once, in its order: alone, or in a run that says how many it holds.</summary>
    private static void CheckEvents(List<ResponseStreamEvent> events, ViewedPage shown, string where)
    {
        var at = 0;
        foreach (var row in shown.Events.Where(row => row.Type.Length > 0))
        {
            var (first, run) = (events[at], row.Run);
            row.Type.Should().StartWith(first.Type.Length > 0 ? first.Type : "(no type)", where);
            row.Number.Should().StartWith(Text(first.SequenceNumber) ?? $"({at})", where);
            if (run.Count > 0)
            {
                row.Type.Should().Contain("× " + run.Count.ToString("N0", CultureInfo.InvariantCulture), where);
                if (first is DeltaEvent)
                {
                    var deltas = events.Skip(at).Take(run.Count).OfType<DeltaEvent>().ToList();
                    run.Select(part => part.Text).Should().BeEquivalentTo(deltas.Select(delta => delta.Delta), where);
                }
            }

            at += Math.Max(run.Count, 1);
        }

        at.Should().Be(events.Count, where);
    }

    private static (string Severity, string Kind) Named(Deviation deviation) => (deviation.Severity.ToString().ToLowerInvariant(), deviation.Kind.ToString());

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
