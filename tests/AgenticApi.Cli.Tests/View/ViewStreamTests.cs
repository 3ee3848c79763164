using System.Diagnostics;

namespace AgenticApi.Cli.Tests.View;

/// <summary>How the page shows streams of one shape or another.</summary>
public sealed class ViewStreamTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Deviation_stands_at_its_event_and_is_marked_in_the_lane_of_its_item()
    {
        var page = (await ViewedPage.OfAsync(Path.Combine(Repository.Cassettes, "reasoning-gpt-oss-streaming.yaml"))).Turns[0];

        page.Events[8].Should().Match<EventRow>(row => row.Number == "19" && row.Type == "response.output_text.done");
        page.Events[8].Deviations.Should().Equal(("warning", "ItemNotAnnounced"), ("info", "PartNotAnnounced"));
        page.Events[^1].Type.Should().Be("response.completed");
        page.Events[^1].Deviations.Should().HaveCount(3, "what only the whole shows is the terminal event's");
        page.Lanes.Should().Equal("response", "0 reasoning", "1 message");
        page.Marks(0).Should().Equal("envelope", "envelope", "end");
        page.Marks(1).Should().Equal("added", "part info-flag", "run", "whole", "whole info-flag", "done", "flag warning-flag");
        page.Marks(2).Should().Equal("whole warning-flag", "done warning-flag", "flag warning-flag");
        page.Html.Should().Contain("href=\"#t1-e19\"><b>ItemNotAnnounced</b> 19</a>");
    }

    [Fact]
    public async Task Event_with_a_deviation_stands_alone_between_the_runs_before_and_after()
    {
        var rows = (await Page(Wire.Created(0), Wire.Added(1, 0), Wire.Delta(2, 0, "a"), Wire.Delta(3, 0, "b"), Wire.Delta(7, 0, "c"), Wire.Delta(8, 0, "d"), Wire.Delta(9, 0, "e"))).Events;

        rows.Select(row => row.Number).Should().Equal("0", "1", "2–3", "7", "8–9", "");
        rows[3].Deviations.Should().Equal(("warning", "SequenceGap"));
        rows[4].Run.Should().Equal(("8", "d"), ("9", "e"));
        rows[4].Gist.Should().StartWith("de");
    }

    [Fact]
    public async Task Truncated_stream_shows_what_came_and_where_it_ends()
    {
        var page = await ViewedPage.OfAsync(Path.Combine(Repository.Cassettes, "truncated-streaming.yaml"));

        page.Html.Should().Contain("class=\"ending truncated\"").And.Contain("life open");
        page.Events[^1].Html.Should().Contain("The stream ends here.");
        page.Events[^1].Deviations.Should().Equal(("error", "StreamTruncated"));
        page.Marks(0).Should().Equal("envelope", "envelope", "flag error-flag");
        page.Events[^2].Gist.Should().Contain("Trondheim");
    }

    [Fact]
    public async Task Deltas_of_calls_that_come_mixed_are_one_run_told_apart_by_call()
    {
        var page = await Page(Wire.Created(0), Wire.Added(1, 0), Wire.Added(2, 1), Wire.Delta(3, 0, "a"), Wire.Delta(4, 1, "x"), Wire.Delta(5, 0, "b"), Wire.Delta(6, 1, "y"));

        page.Marks(1).Should().Equal("added", "run");
        page.Marks(2).Should().Equal("added", "run");
        page.Events[3].Type.Should().EndWith("× 4, of 2 texts");
        page.Events[3].Run.Should().Equal(("3", "a"), ("5", "b"), ("4", "x"), ("6", "y"));
    }

    [Fact]
    public async Task Second_model_round_has_lanes_of_its_own()
    {
        var page = await Page(Wire.Created(0), Wire.Added(1, 0, "fc_a"), Wire.Done(2, 0, "fc_a"), Wire.Created(3), Wire.Added(4, 0, "fc_b"), Wire.Done(5, 0, "fc_b"), Wire.Created(6), Wire.Added(7, 0, "fc_c"));

        page.Lanes.Skip(1).Should().Equal("0 function_call tool round 1", "0 function_call tool round 2", "0 function_call tool round 3");
    }

    [Fact]
    public async Task Responses_that_share_a_connection_are_shown_one_by_one()
    {
        var page = await Page(Wire.Created(0, "r1"), Wire.Completed(1, "r1"), Wire.Created(0, "r2"), Wire.Completed(1, "r2"));

        page.Html.Should().Contain("response 1 of 2").And.Contain("response 2 of 2").And.Contain("id=\"t1-e1\"").And.Contain("id=\"t1-2-e1\"");
        page.Deviations.Should().BeEmpty();
    }

    [Fact]
    public async Task Damaged_event_is_shown_as_it_came_and_the_stream_goes_on()
    {
        var page = await Page(Wire.Created(0), "{\"type\":\"respon", Wire.Completed(1));

        page.Events[1].Type.Should().Be("(no event)");
        page.Events[1].Gist.Should().Contain("{\"type\":\"respon");
        page.Events[1].Deviations.Should().Equal(("error", "MalformedEvent"));
        page.Marks(0).Should().Equal("envelope", "malformed error-flag", "end");
    }

    [Fact]
    public async Task Event_without_an_index_is_marked_with_the_response_and_one_with_an_id_with_its_item()
    {
        const string Unknown = """{"type":"response.hologram","sequence_number":2}""";
        const string Named = """{"type":"response.function_call_arguments.delta","sequence_number":3,"item_id":"fc_0","delta":"a"}""";

        var page = await Page(Wire.Created(0), Wire.Added(1, 0), Unknown, Named);

        page.Marks(0).Should().Equal("envelope", "other info-flag", "flag error-flag");
        page.Marks(1).Should().Equal("added", "delta");
    }

    [Fact]
    public async Task Event_with_neither_index_nor_id_is_marked_with_the_item_that_it_changed()
    {
        const string Message = """{"type":"response.output_item.added","sequence_number":2,"output_index":1,"item":{"type":"message","id":"m","role":"assistant","content":[]} }""";
        const string Bare = """{"type":"response.function_call_arguments.delta","sequence_number":3,"delta":"a"}""";

        var page = await Page(Wire.Created(0), Wire.Added(1, 0), Message, Bare);

        page.Marks(1).Should().Equal("added", "delta");
        page.Marks(2).Should().Equal("added");
    }

    [Fact]
    public async Task Event_that_changed_nothing_is_marked_as_none_of_those_that_did()
    {
        var page = await Page(Wire.Created(0), Wire.Added(1, 0), Wire.Done(2, 0), Wire.Delta(3, 0, "a"), Wire.Delta(4, 0, "b"), Wire.Delta(5, 0, "c"), Wire.Completed(6), Wire.Done(7, 1), Wire.Done(8, 1));

        page.Marks(0).Should().Equal("envelope", "end warning-flag", "other warning-flag", "other");
        page.Marks(1).Should().Equal("added", "done", "other warning-flag", "run");
        page.Events[4].Run.Should().Equal(("4", "b"), ("5", "c"));
    }

    [Fact]
    public async Task Event_that_goes_past_a_limit_is_shown_and_has_no_lane()
    {
        var path = Path.Combine(_folder, "many.sse");
        File.WriteAllText(path, string.Concat(Enumerable.Range(0, 10_000).Select(i => $"data: {Wire.Added(i + 1, i)}\n\n").Append($"data: {Wire.Delta(10_001, 10_000, "a")}\n\n")));

        var result = await Tool.RunAsync(["view", path]);

        result.ExitCode.Should().Be(1);
        var page = new ViewedPage(result.Output);
        var end = page.Events.TakeLast(2).ToList();
        end[0].Number.Should().Be("10001");
        end[1].Html.Should().Contain("The stream cannot be read beyond here").And.Contain("MaxItems");
        end[1].Deviations.Should().Equal(("warning", "ItemNotAnnounced"), ("error", "StreamTruncated"));
        page.Html.Should().Contain("<summary>9,976 more items</summary>", "24 stand above, and the item past the limit is not in the response");
    }

    [Fact]
    public async Task Stream_that_cannot_be_read_to_its_end_shows_what_came_and_why()
    {
        var path = Path.Combine(_folder, "deep.sse");
        File.WriteAllText(path, $"data: {Wire.Created(0)}\n\ndata: {Wire.Added(1, 0)}\n\ndata: {{\"x\":{new string('[', 200)}{new string(']', 200)}}}\n\n");

        var result = await Tool.RunAsync(["view", path]);

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("deep.sse: turn t1: ").And.Contain("MaxJsonDepth");
        var page = new ViewedPage(result.Output);
        page.Html.Should().Contain("class=\"ending unreadable\"");
        page.Items.Should().Equal(("function_call", "fc_0"));
        page.Events.Should().HaveCount(3);
        page.Events[^1].Html.Should().Contain("The stream cannot be read beyond here").And.Contain("MaxJsonDepth");
    }

    [Fact]
    public async Task Half_a_character_in_a_delta_is_shown_as_its_escape()
    {
        var page = await Page(Wire.Created(0), Wire.Added(1, 0), """{"type":"response.function_call_arguments.delta","sequence_number":2,"output_index":0,"delta":"\ud83c"}""", """{"type":"response.function_call_arguments.delta","sequence_number":3,"output_index":0,"delta":"\udf9e\u0000"}""");

        page.Events[2].Run.Should().Equal(("2", "\\ud83c"), ("3", "\\udf9e␀"));
        page.Html.Should().Contain("🎞", "joined it is one");
    }

    [Fact]
    public async Task Lanes_and_rows_that_are_folded_away_are_counted_and_there()
    {
        var page = await Page([Wire.Created(0), .. Enumerable.Range(0, 40).Select(i => Wire.Added(i + 1, i))]);

        page.Html.Should().Contain("<summary>16 more items</summary>");
        page.Lanes.Should().HaveCount(41);
    }

    [Fact]
    public async Task Ten_thousand_events_give_a_page_that_opens()
    {
        string[] events = [Wire.Created(0), Wire.Added(1, 0), .. Enumerable.Range(2, 10_000).Select(i => Wire.Delta(i, 0, $"word{i} ")), Wire.Completed(10_002)];
        var watch = Stopwatch.StartNew();

        var page = await Page(events);

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20), "it takes a third of one on an idle machine");
        page.Html.Length.Should().BeLessThan(2 * events.Sum(e => e.Length));
        page.Events.Should().HaveCount(4);
        page.Events[2].Run.Should().HaveCount(10_000);
        page.Events[2].Run[9_999].Should().Be(("10001", "word10001 "));
        page.Html.Split("class=\"mark run\"").Should().HaveCount(3, "the legend's and one bar");
    }

    private Task<ViewedPage> Page(params string[] events)
    {
        var path = Path.Combine(_folder, "stream.sse");
        File.WriteAllText(path, string.Concat(events.Select(e => $"data: {e}\n\n")));
        return ViewedPage.OfAsync(path);
    }
}
