using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace AgenticApi.Cassettes.Tests.Replaying;

/// <summary>Which recorded turn answers a request, and what is said where none does.</summary>
public sealed class ReplayHandlerTests
{
    [Fact]
    public async Task Turns_answer_in_order_and_once_where_requests_are_the_same()
    {
        using var handler = new ReplayHandler(Tape(("{}", "1"), ("""{"a":1}""", "2"), ("{}", "3")));

        (await Ask(handler, "{}")).Should().Be("1");
        (await Ask(handler, "{}")).Should().Be("3");
        handler.Unused.Select(turn => turn.Name).Should().Equal("t2");
        (await handler.Awaiting(h => h.AskAsync("{}")).Should().ThrowAsync<CassetteException>()).WithMessage("*turn t1 matches, but has already answered a request*");
        (await Ask(handler, """{ "a": 1.0 }""")).Should().Be("2");
        (await handler.Awaiting(h => h.AskAsync("{}")).Should().ThrowAsync<CassetteException>()).WithMessage("*Every turn is used*");
    }

    [Fact]
    public async Task Answer_has_status_headers_and_bytes_of_the_recording()
    {
        var recorded = new CassetteResponse(
            429, new Dictionary<string, string> { ["content-type"] = "text/event-stream; charset=utf-8", ["retry-after"] = "7" }, CassetteTransport.EventStream, "data: \r\n\r\n"u8);
        using var client = Client.Over(new ReplayHandler(new Cassette(null, [new CassetteTurn("t1", new("POST", Client.Path), recorded)])));

        using var response = await client.SendAsync(Client.Post("{}"));

        ((int)response.StatusCode, response.Content.Headers.ContentType!.ToString(), response.Headers.RetryAfter!.ToString()).Should().Be((429, "text/event-stream; charset=utf-8", "7"));
        (await response.Content.ReadAsByteArrayAsync()).Should().Equal("data: \r\n\r\n"u8.ToArray());
    }

    [Fact]
    public void Synchronous_requests_are_answered_too()
    {
        using var client = Client.Over(new ReplayHandler(Tape(("{}", "1"))));

        using var response = client.Send(Client.Post("{}"));
        using var reader = new StreamReader(response.Content.ReadAsStream());

        reader.ReadToEnd().Should().Be("1");
        client.Invoking(c => c.Send(Client.Post("{}"))).Should().Throw<CassetteException>();
    }

    [Fact]
    public async Task Miss_names_the_nearest_turn_and_where_it_differs_and_quotes_nothing()
    {
        using var handler = new ReplayHandler(Tape(("""{"x":1,"y":2,"z":3}""", "1"), ("""{"model":"secret-a","input":["one",{"id":"i"}],"stream":true,"n":1,"k":null}""", "2")));

        var miss = (await handler.Awaiting(h => h.AskAsync("""{"model":"secret-b","input":["one",{"id":2},"three"],"stream":false,"n":2,"top_p":1}""", "/v1/responses?after=x"))
            .Should().ThrowAsync<CassetteException>()).Which.Message;

        miss.Split('\n').Should().Equal(
            "No recorded turn answers this POST request. The nearest is turn t2:",
            "  query.after: was not recorded",
            "  body.model: different text: 8 characters recorded, 8 made, first 7 equal",
            "  body.input: recorded 2 elements, made 3",
            "  body.input.1.id: recorded a string, made a number",
            "  body.stream: different value",
            "  body.n: different value",
            "  body.k: missing",
            "  body.top_p: was not recorded");
    }

    [Fact]
    public async Task Miss_quotes_where_that_is_asked_for_and_shows_ten_differences_at_most()
    {
        var many = "{" + string.Join(",", Enumerable.Range(0, 30).Select(i => $"\"m{i}\":{i}")) + "}";
        using var handler = new ReplayHandler(Tape((many, "1")), new() { QuoteDifferences = true });

        var lines = (await handler.Awaiting(h => h.AskAsync(many.Replace("\"m0\":0", $"\"m0\":\"{new string('x', 100)}\"", StringComparison.Ordinal))).Should().ThrowAsync<CassetteException>()).Which.Message.Split('\n');
        lines.Should().HaveCount(2).And.Contain($"  body.m0: recorded 0, made \"{new string('x', 59)}…");
        lines = (await handler.Awaiting(h => h.AskAsync("{}")).Should().ThrowAsync<CassetteException>()).Which.Message.Split('\n');
        lines.Should().HaveCount(12).And.HaveElementAt(11, "  and 20 more");
    }

    [Fact]
    public async Task Rules_can_be_set()
    {
        var tape = Tape(("""{"model":"m","metadata":{"at":1},"input":[{"id":"a","role":"user"}]}""", "1"));
        const string Made = """{"model":"m","metadata":{"at":2},"input":[{"id":"b","role":"user"}]}""";

        await Refuses(new(), Made);
        await Answers(new() { IgnoredBodyMembers = ["metadata", "input.*.id"] }, Made);
        await Answers(new() { IgnoredBodyMembers = ["metadata.at", "input.0.id"] }, Made);
        await Refuses(new() { IgnoredBodyMembers = ["metadata", "input.*.id"] }, Made.Replace("user", "system", StringComparison.Ordinal));
        await Answers(new() { IgnoredBodyMembers = ["*"] }, """{"stream":false,"more":1}""");
        await Refuses(new() { IgnoredBodyMembers = ["*"] }, """{"stream":true}""");
        await Answers(new() { IgnoredBodyMembers = ["*", "stream"] }, """{"stream":true}""");
        await Refuses(new(), Made, "/other");
        await Answers(new() { Match = RequestParts.Method }, Made, "/other?a=b");
        await Refuses(new() { Match = RequestParts.Query }, Made, "/other?a=b");
        await Answers(new() { Rule = (_, made) => made.Path == "/other" }, Made, "/other");
        await Refuses(new() { Rule = (recorded, made) => recorded.Path != made.Path }, Made);

        async Task Answers(ReplayOptions options, string body, string path = Client.Path)
        {
            using var handler = new ReplayHandler(tape, options);
            (await handler.AskAsync(body, path)).Should().Equal("1"u8.ToArray());
        }

        async Task Refuses(ReplayOptions options, string body, string path = Client.Path)
        {
            using var handler = new ReplayHandler(tape, options);
            await handler.Awaiting(h => h.AskAsync(body, path)).Should().ThrowAsync<CassetteException>();
        }
    }

    [Fact]
    public async Task In_order_only_the_next_turn_answers_and_repeated_a_used_one_does_again()
    {
        using var strict = new ReplayHandler(Tape(("""{"a":1}""", "1"), ("""{"a":2}""", "2")), new() { InOrder = true });
        (await strict.Awaiting(h => h.AskAsync("""{"a":2}""")).Should().ThrowAsync<CassetteException>()).WithMessage("*The next is turn t1*");
        (await Ask(strict, """{"a":1}""")).Should().Be("1");
        (await Ask(strict, """{"a":2}""")).Should().Be("2");

        using var again = new ReplayHandler(Tape(("{}", "1"), ("{}", "2")), new() { Repeat = true });
        (await Ask(again, "{}"), await Ask(again, "{}"), await Ask(again, "{}")).Should().Be(("1", "2", "2"));
        (await again.Awaiting(h => h.AskAsync("[]", "/other")).Should().ThrowAsync<CassetteException>()).WithMessage("*The nearest is turn t1:*path: recorded /v1/responses, made /other*body: recorded an object, made an array*");
    }

    [Fact]
    public async Task Answer_without_its_request_answers_only_who_asked_for_its_kind()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.sse"], "data: 1\n\n");
        File.WriteAllText(folder["a.json"], "{}");
        using var handler = new ReplayHandler(new CassettePlayer(Cassette.Find(folder.Path).Select(Cassette.Load)));

        (await Ask(handler, """{"model":"any","stream":true}""", "/any")).Should().Be("data: 1\n\n");
        (await handler.Awaiting(h => h.AskAsync("""{"stream":true}""")).Should().ThrowAsync<CassetteException>()).WithMessage("*body.stream*");
        (await Ask(handler, """{"model":"any"}""", "/any")).Should().Be("{}");
    }

    [Fact]
    public async Task Events_come_at_the_pace_that_is_set_one_a_read()
    {
        var response = new CassetteResponse(
            200, null, CassetteTransport.EventStream, "data: 1\n\ndata: 2\n\n"u8, [TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(120)]);

        (await Reads(ReplayPace.AtOnce)).Should().BeEquivalentTo([(9, 0), (9, 0), (0, 0)], options => options.WithStrictOrdering());
        (await Reads(ReplayPace.Recorded)).Select(read => read.Bytes).Should().Equal(9, 9, 0);
        (await Reads(ReplayPace.Recorded))[1].AtLeast.Should().BeGreaterThanOrEqualTo(2);
        (await Reads(ReplayPace.Every(TimeSpan.FromMilliseconds(60))))[1].AtLeast.Should().BeGreaterThanOrEqualTo(2);
        FluentActions.Invoking(() => ReplayPace.Every(TimeSpan.FromTicks(-1))).Should().Throw<ArgumentOutOfRangeException>();

        // How many bytes each read gave, and how many times 50 ms had passed by then: a busy machine makes it more, never less.
        async Task<List<(int Bytes, int AtLeast)>> Reads(ReplayPace pace)
        {
            var clock = Stopwatch.StartNew();
            using var stream = response.Open(pace);
            var reads = new List<(int Bytes, int AtLeast)>();
            do
            {
                var count = reads.Count % 2 == 0 ? await stream.ReadAsync(new byte[100]) : stream.Read(new byte[100]);
                reads.Add((count, pace == ReplayPace.AtOnce ? 0 : (int)(clock.ElapsedMilliseconds / 50)));
            }
            while (reads[^1].Bytes > 0);
            return reads;
        }
    }

    [Fact]
    public async Task Missing_turns_are_recorded_and_recorded_ones_are_not_asked_again()
    {
        using var folder = new TemporaryFolder();
        var path = folder["a.yaml"];
        var (inner, record) = (ScriptedHandler.Json("new"), new CassetteRecordingOptions { EvenInCI = true });
        Tape(("""{"a":1}""", "old")).Save(path);

        using (var handler = CassetteHandler.Create(path, CassetteMode.RecordMissing, record: record, innerHandler: inner))
        {
            (await Ask(handler, """{"a":2}"""), await Ask(handler, """{"a":1}""")).Should().Be(("new", "old"));
        }

        inner.Asked.Should().Equal("""{"a":2}""");
        Cassette.Load(path).Turns.Select(turn => (turn.Name, turn.Response.ToString())).Should().Equal(("t1", "old"), ("t2", "new"));
        using (var handler = CassetteHandler.Create(path))
        {
            (await Ask(handler, """{"a":2}"""), await Ask(handler, """{"a":1}""")).Should().Be(("new", "old"));
        }

        using (var handler = CassetteHandler.Create(path, CassetteMode.PassThrough, innerHandler: inner))
        {
            (await Ask(handler, """{"a":1}""")).Should().Be("new");
        }

        using (var handler = CassetteHandler.Create(path, CassetteMode.Record, record: record, innerHandler: inner))
        {
            await Ask(handler, "{}");
        }

        Cassette.Load(path).Turns.Should().ContainSingle("a recording begins anew");
    }

    private static async Task<string> Ask(HttpMessageHandler handler, string body, string path = Client.Path) => Encoding.UTF8.GetString(await handler.AskAsync(body, path));

    private static Cassette Tape(params (string Request, string Answer)[] turns) => new(null, turns.Select((turn, index) => new CassetteTurn(
        $"t{index + 1}",
        new("POST", Client.Path, body: JsonElement.Parse(turn.Request)),
        new(200, null, CassetteTransport.Blocking, Encoding.UTF8.GetBytes(turn.Answer)))));
}
