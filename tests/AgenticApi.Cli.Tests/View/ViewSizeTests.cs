namespace AgenticApi.Cli.Tests.View;

/// <summary>The page of a stream of a million events is small, and shows each event that matters.</summary>
public sealed class ViewSizeTests : IDisposable
{
    private const int MostBytes = 10_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_of_a_million_events_is_told_by_its_ends_its_count_and_its_text()
    {
        const int Million = 1_000_000;
        const string Delta = """{"type":"response.function_call_arguments.delta","output_index":0,"delta":"abcdefgh "}""";

        var page = await Page([Wire.Created(0), Wire.Added(1, 0), .. Enumerable.Repeat(Delta, Million), Wire.Completed(Million + 2)]);

        var rows = page.Events;
        rows.Should().HaveCount(4);
        (rows[1].Type, rows[2].Type).Should().Be(("response.output_item.added", "response.function_call_arguments.delta × 1,000,000"));
        rows[2].Number.Should().Be("(2)–(1000001)");
        rows[2].Gist.Should().StartWith("abcdefgh abcdefgh ");
        rows[2].Html.Should().Contain("… 999,000 more …");
        rows[2].Run[0].Should().Be(("(2)", "abcdefgh "));
        rows[2].Run[^1].Should().Be(("(1000001)", "abcdefgh "));
        page.Html.Should().Contain("Long texts and runs are shortened").And.Contain("characters are left out here …");
        page.Deviations.Select(deviation => deviation.Kind).Should().Equal("SequenceGap", "ItemNotFinished", "TerminalOutputMissing", "ArgumentsNotAnObject");
    }

    [Fact]
    public async Task Ten_thousand_items_are_each_shown_to_begin_and_to_end()
    {
        const int Items = 9_990;
        var about = Enumerable.Range(0, Items).SelectMany(i => (string[])[Wire.Added(i, i), Wire.Delta(i, i, "{"), Wire.Delta(i, i, "}"), Wire.Done(i, i)]);

        var page = await Page([Wire.Created(0), .. about.Select(text => text.Replace("\"sequence_number\"", "\"n\"", StringComparison.Ordinal)), Wire.Completed(1)]);

        var types = page.Events.CountBy(row => row.Type).ToDictionary();
        types["response.output_item.added"].Should().Be(Items);
        types["response.output_item.done"].Should().Be(Items);
        page.Html.Should().Contain("of them are not drawn.").And.NotContain("are not listed. ");
    }

    [Fact]
    public async Task Events_that_do_not_matter_are_one_run_whatever_their_types()
    {
        const string Part = """{"type":"response.content_part.added","output_index":0,"content_index":0,"part":{"type":"output_text","text":""} }""";
        const string Progress = """{"type":"response.in_progress","response":{"id":"resp_1","output":[]} }""";
        const int Times = 50_000;

        var page = await Page([Wire.Created(0), Wire.Added(1, 0), .. Enumerable.Repeat((string[])[Part, Progress], Times).SelectMany(pair => pair), Wire.Done(2, 0), Wire.Completed(3)]);

        page.Events.Should().Contain(row => row.Type.EndsWith(", of 2 sorts", StringComparison.Ordinal));
        page.Events.Select(row => row.Type).Should().Contain("response.output_item.added").And.Contain("response.output_item.done").And.Contain("response.completed");
    }

    [Fact]
    public async Task Errors_that_are_too_many_for_any_page_are_counted()
    {
        var page = await Page([Wire.Created(0), .. Enumerable.Repeat("""{"type":"error","code":"x","message":"y"}""", 100_000), Wire.Completed(1)]);

        page.Html.Should().Contain("are not listed. 0 of them begin or end an item.");
        page.Events.Should().HaveCountGreaterThan(300);
    }

    [Fact]
    public async Task Responses_that_are_too_many_for_any_page_are_counted_by_their_ending()
    {
        var page = await Page([.. Enumerable.Range(0, 30_000).SelectMany(i => (string[])[Wire.Created(0, $"r{i}"), Wire.Completed(1, $"r{i}")])]);

        page.Html.Should().MatchRegex("2[0-9],[0-9]{3} more responses are not shown: 2[0-9],[0-9]{3} completed\\.").And.Contain("completed × 30,000");
    }

    [Fact]
    public async Task Links_of_a_shortened_page_have_their_targets()
    {
        var html = (await Page([Wire.Created(0), .. Enumerable.Repeat("""{"type":"error","code":"x","message":"y"}""", 100_000), Wire.Completed(1)])).Html;

        var names = html.Split(" id=\"").Skip(1).Select(rest => rest.Split('"')[0]).ToHashSet();
        html.Split("href=\"#").Skip(1).Select(rest => rest.Split('"')[0]).Should().NotBeEmpty().And.OnlyContain(name => names.Contains(name));
    }

    private async Task<ViewedPage> Page(IEnumerable<string> events)
    {
        var path = Path.Combine(_folder, "stream.sse");
        await File.WriteAllLinesAsync(path, events.Select(e => $"data: {e}\n"));
        var page = await ViewedPage.OfAsync(path);
        System.Text.Encoding.UTF8.GetByteCount(page.Html).Should().BeLessThanOrEqualTo(MostBytes);
        return page;
    }
}
