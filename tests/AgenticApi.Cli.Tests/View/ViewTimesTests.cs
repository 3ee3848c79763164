using System.Text;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli.Tests.View;

/// <summary>The page shows the times that a cassette keeps.</summary>
public sealed class ViewTimesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(CassetteTransport.EventStream)]
    [InlineData(CassetteTransport.WebSocket)]
    public async Task First_event_last_event_and_longest_gap_are_told_and_every_row_has_its_time(CassetteTransport transport)
    {
        var page = await Page(transport, (400, Wire.Created(0)), (450, Wire.Added(1, 0)), (500, Wire.Delta(2, 0, "{")), (1700, Wire.Delta(3, 0, " ")), (1710, Wire.Delta(4, 0, "}")), (2410.4, Wire.Completed(5)));

        page.Html.Should().Contain("first event after 0.400 s · last after 2.410 s · longest gap 1.200 s, before <a href=\"#t1-e2\">3</a>");
        page.Events.Select(Time).Should().Equal("0.400", "0.450", "0.500–1.710", "2.410 +0.700");
        page.Events[2].Gist.Should().Contain("longest gap 1.200 s, before 3");
        page.Html.Should().Contain("<p class=\"label\">seconds</p>").And.Contain("title=\"1 response.output_item.added, 0.450 s\"").And.Contain("× 3, 0.500–1.710 s\"");
    }

    [Fact]
    public async Task Comments_and_large_events_change_no_time()
    {
        var page = await Page(CassetteTransport.EventStream, (100, Wire.Created(0)), (200, ": ping"), (900, Wire.Added(1, 0, new string('i', 20_000))), (950, ": ping"), (1000, Wire.Completed(2)));

        page.Events.Select(Time).Should().Equal("0.100", "0.900 +0.800", "1.000");
    }

    [Theory]
    [InlineData(0, "100 tokens/s")]
    [InlineData(20, "80 tokens/s")]
    public async Task Item_alone_has_its_tokens_a_second(int reasoning, string speed)
    {
        var page = await Page(CassetteTransport.EventStream, [(0, Wire.Created(0)), (0, Wire.Added(1, 0)), .. Deltas(2, 0, 0), (1000, Completed(100, reasoning))]);

        page.Lanes[1].Should().EndWith(speed);
    }

    [Fact]
    public async Task Items_that_share_the_tokens_have_characters_a_second()
    {
        var page = await Page(CassetteTransport.EventStream, [(0, Wire.Created(0)), (0, Wire.Added(1, 0)), (0, Wire.Added(2, 1)), .. Deltas(3, 0, 0), .. Deltas(14, 1, 2000), (4000, Completed(100, 0))]);

        page.Lanes.Skip(1).Should().OnlyContain(lane => lane.EndsWith("38 characters/s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deltas_that_came_at_once_or_are_few_have_no_speed()
    {
        var atOnce = await Page(CassetteTransport.EventStream, [(0, Wire.Created(0)), (0, Wire.Added(1, 0)), .. Deltas(2, 0, 0).Select(delta => (500.0, delta.Event)), (1000, Completed(100, 0))]);
        var few = await Page(CassetteTransport.EventStream, (0, Wire.Created(0)), (0, Wire.Added(1, 0)), (1, Wire.Delta(2, 0, "{")), (900, Wire.Delta(3, 0, "}")), (1000, Completed(100, 0)));

        atOnce.Html.Should().NotContain("/s ").And.NotContain("tokens/s");
        few.Html.Should().NotContain("tokens/s");
    }

    [Fact]
    public async Task Blocking_answer_has_the_time_after_which_it_came()
    {
        var page = await Page(CassetteTransport.Blocking, (1234, """{"id":"resp_1","object":"response","status":"completed","output":[]}"""));

        page.Html.Should().Contain("answered after 1.234 s");
    }

    [Fact]
    public async Task Cassette_without_times_has_none_on_its_page()
    {
        var body = (await ViewedPage.OfAsync(Path.Combine(Repository.Cassettes, "text-streaming.yaml"))).Html.Split("</style>")[1].Split("<script>")[0];

        body.Should().NotContain("class=\"t\"").And.NotContain(" timed").And.NotContain("first event after").And.NotContain("seconds</p>");
    }

    private static IEnumerable<(double, string Event)> Deltas(int number, int index, int start) =>
        Enumerable.Range(0, 11).Select(i => (start + (100.0 * i), Wire.Delta(number + i, index, i == 0 ? "{" : i == 10 ? "}" : "    ")));

    private static string Completed(int tokens, int reasoning) =>
        $$$$"""{"type":"response.completed","response":{"id":"resp_1","object":"response","status":"completed","output":[],"usage":{"input_tokens":1,"output_tokens":{{{{tokens}}}},"total_tokens":{{{{tokens + 1}}}},"output_tokens_details":{"reasoning_tokens":{{{{reasoning}}}}}}} }""";

    private static string Time(EventRow row) => row.Html.Contains("<span class=\"t\">", StringComparison.Ordinal) ? ViewedPage.Plain(row.Html.Split("<span class=\"t\">")[1].Split("</span>")[0]) : "";

    private async Task<ViewedPage> Page(CassetteTransport transport, params (double Time, string Event)[] events)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(events.Select(e => transport switch
        {
            CassetteTransport.EventStream => (e.Event[0] == ':' ? "" : "data: ") + e.Event + "\n\n",
            CassetteTransport.WebSocket => e.Event + "\n",
            _ => e.Event,
        })));
        var turn = new CassetteTurn("t1", new("POST", "/v1/responses"), new(200, null, transport, bytes, [.. events.Select(e => TimeSpan.FromMilliseconds(e.Time))]));
        var path = Path.Combine(_folder, "times.yaml");
        new Cassette("test", [turn]).Save(path);
        return await ViewedPage.OfAsync(path);
    }
}
